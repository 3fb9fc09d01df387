using System.CommandLine;
using Archon.Cli.Nodes;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Commands;

/// <summary><c>archon cancel</c>: ends a crawl for good.</summary>
internal static class CancelCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "cancel",
            "End a crawl for good. What it has stored stays; what it has not fetched is given up.",
            "archon cancel q40jqn1dj8pw");
        var id = CrawlIdArgument.AddTo(command);
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetRequiredValue(id), target.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string id, NodeTarget target, CancellationToken cancellationToken)
    {
        await using var connection = await NodeConnection.OpenAsync(target, NodeNeeds.Reading, context.Clock, cancellationToken);
        switch (await connection.Client.CancelCrawlAsync(id, cancellationToken))
        {
            case CancelOutcome.Cancelled:
                context.Terminal.Out.Line($"Crawl {id} is cancelled; the pages it stored stay searchable.");
                return ExitCode.Completed;
            case CancelOutcome.AlreadyEnded when await connection.Client.GetCrawlAsync(id, cancellationToken) is { Status: CrawlStatus.Cancelled }:
                // Two who cancel at once, or one whose first answer was lost, both have what they asked for.
                context.Terminal.Out.Line($"Crawl {id} was already cancelled; the pages it stored stay searchable.");
                return ExitCode.Completed;
            case CancelOutcome.AlreadyEnded:
                throw new CliException($"Crawl {id} had already ended by itself. See how with: {target.Hint($"status {id}")}");
            default:
                throw CrawlIdArgument.Unknown(id, connection);
        }
    }
}

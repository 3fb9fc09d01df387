using System.CommandLine;
using Archon.Cli.Nodes;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Commands;

/// <summary><c>archon pause</c>: stops a crawl until somebody resumes it.</summary>
internal static class PauseCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "pause",
            "Stop a crawl until it is resumed. It stays paused when its node is started anew; no page is lost or fails by it.",
            "archon pause q40jqn1dj8pw");
        var id = CrawlIdArgument.AddTo(command);
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetRequiredValue(id), target.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string id, NodeTarget target, CancellationToken cancellationToken)
    {
        await using var connection = await NodeConnection.OpenAsync(target, NodeNeeds.Reading, context.Clock, cancellationToken);
        switch (await connection.Client.PauseCrawlAsync(id, cancellationToken))
        {
            case PauseOutcome.Paused:
                context.Terminal.Out.Line($"Crawl {id} is paused. Go on with: {target.Hint($"resume {id}")}");
                return ExitCode.Completed;
            case PauseOutcome.AlreadyEnded:
                throw new CliException($"Crawl {id} has ended, so there is nothing to pause. See how with: {target.Hint($"status {id}")}");
            default:
                throw CrawlIdArgument.Unknown(id, connection);
        }
    }
}

using System.CommandLine;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Commands;

/// <summary><c>archon resume</c>: lets a paused or interrupted crawl go on and watches it.</summary>
internal static class ResumeCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "resume",
            "Let a paused or interrupted crawl go on where it stopped, and watch it to its end.",
            "archon resume q40jqn1dj8pw");
        var id = CrawlIdArgument.AddTo(command);
        var json = JsonOption.AddTo(command, "One progress event a line, the crawl as the last line");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(context, parsed.GetRequiredValue(id), target.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string id, NodeTarget target, bool json, CancellationToken cancellationToken)
    {
        var taken = await TakenUpCrawl.OpenAsync(
            context,
            id,
            target,
            async (connection, before) =>
            {
                switch (await connection.Client.ResumeCrawlAsync(id, cancellationToken))
                {
                    case ResumeOutcome.NotFound:
                        throw CrawlIdArgument.Unknown(id, connection);
                    case ResumeOutcome.AlreadyEnded:
                        context.Terminal.Error.Line("This crawl has ended, so there is nothing to resume. This is what came of it:");
                        break;
                }

                // What it went through before has been shown before; an ended crawl has only its last event to show.
                return Math.Max(0, before.EndedAt is null ? before.LastSequence : before.LastSequence - 1);
            },
            cancellationToken);
        return await taken.FollowAsync(context, json, cancellationToken);
    }
}

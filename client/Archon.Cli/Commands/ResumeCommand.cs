using System.CommandLine;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Usage;

namespace Archon.Cli.Commands;

/// <summary><c>archon resume</c>: takes an interrupted crawl up again and watches it.</summary>
internal static class ResumeCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "resume",
            "Take an interrupted crawl up where it stopped, and watch it to its end.",
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
        await using var connection = await NodeConnection.OpenAsync(target, NodeNeeds.Quiet, context.Clock, cancellationToken);
        var before = await connection.Client.GetCrawlAsync(id, cancellationToken) ?? throw CrawlIdArgument.Unknown(id, connection);
        _ = await connection.Client.EnsureRunningAsync(id, cancellationToken) ?? throw CrawlIdArgument.Unknown(id, connection);
        connection.Owned?.OpenGateway();

        // What it went through before the interruption has been shown before; an ended crawl has only its last event to show.
        var after = before.EndedAt is null ? before.LastSequence : before.LastSequence - 1;
        return await new CrawlWatch(context, connection, json, takesOver: true).FollowAsync(id, Math.Max(0, after), cancellationToken);
    }
}

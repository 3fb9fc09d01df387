using System.CommandLine;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Commands;

/// <summary><c>archon watch</c>: follows a crawl that runs elsewhere.</summary>
internal static class WatchCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "watch",
            "Follow a running crawl to its end, or until somebody pauses it. Ctrl-C stops watching, not the crawl.",
            "archon watch q40jqn1dj8pw",
            "archon watch q40jqn1dj8pw --json --server http://127.0.0.1:8181");
        var id = CrawlIdArgument.AddTo(command);
        var json = JsonOption.AddTo(command, "One progress event a line, the crawl as the last line");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(context, parsed.GetRequiredValue(id), target.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string id, NodeTarget target, bool json, CancellationToken cancellationToken)
    {
        await using var connection = await NodeConnection.OpenAsync(target, NodeNeeds.Reading, context.Clock, cancellationToken);
        var crawl = await connection.Client.GetCrawlAsync(id, cancellationToken) ?? throw CrawlIdArgument.Unknown(id, connection);
        if (connection.Reach == NodeReach.Embedded && crawl.Status is < CrawlStatus.Complete and not CrawlStatus.Paused)
        {
            throw new CliException($"Nobody works on crawl {id}: it was interrupted and keeps its place. Go on with: {target.Hint($"resume {id}")}");
        }

        return await new CrawlWatch(context, connection, json, takesOver: false).FollowAsync(id, after: 0, cancellationToken);
    }
}

using System.CommandLine;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Usage;
using Archon.Client;

namespace Archon.Cli.Commands;

/// <summary><c>archon resume</c>: takes an interrupted crawl up again and watches it.</summary>
internal static class ResumeCommand
{
    private const int MostTries = 5;

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
        var (connection, after) = await TakeUpAsync(context, id, target, cancellationToken);
        await using var _ = connection;
        connection.Owned?.OpenGateway();
        return await new CrawlWatch(context, connection, json, takesOver: true).FollowAsync(id, after, cancellationToken);
    }

    /// <summary>Finds or starts a node that works on the crawl, and the number of the last event that was shown before.</summary>
    private static async Task<(NodeConnection Connection, long After)> TakeUpAsync(
        CliContext context, string id, NodeTarget target, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var connection = await NodeConnection.OpenAsync(target, NodeNeeds.Quiet, context.Clock, cancellationToken);
            try
            {
                var before = await connection.Client.GetCrawlAsync(id, cancellationToken) ?? throw CrawlIdArgument.Unknown(id, connection);
                _ = await connection.Client.EnsureRunningAsync(id, cancellationToken) ?? throw CrawlIdArgument.Unknown(id, connection);

                // What it went through before the interruption has been shown before; an ended crawl has only its last event to show.
                return (connection, Math.Max(0, before.EndedAt is null ? before.LastSequence : before.LastSequence - 1));
            }
            catch (ArchonUnavailableException) when (connection.Reach == NodeReach.RunningNode && tries < MostTries)
            {
                // The process that owned the folder ended between two requests: the folder is free now.
                await connection.DisposeAsync();
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
    }
}

using Archon.Cli.Commands;
using Archon.Cli.Nodes;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Crawling;

/// <summary>A crawl that a node works on again, because this command asked, and the number of the last event that was shown before.</summary>
internal sealed class TakenUpCrawl
{
    private readonly string _id;
    private readonly NodeConnection _connection;
    private readonly long _after;

    private TakenUpCrawl(string id, NodeConnection connection, long after)
    {
        _id = id;
        _connection = connection;
        _after = after;
    }

    /// <summary>Finds or starts a node and asks it; <paramref name="ask"/> gives the number of the last event that need not be shown.</summary>
    public static async Task<TakenUpCrawl> OpenAsync(
        CliContext context, string id, NodeTarget target, Func<NodeConnection, Crawl, Task<long>> ask, CancellationToken cancellationToken)
    {
        var (connection, after) = await NodeTries.KeepAsync(
            () => NodeConnection.OpenAsync(target, NodeNeeds.Quiet, context.Clock, cancellationToken),
            async connection =>
                await ask(connection, await connection.Client.GetCrawlAsync(id, cancellationToken) ?? throw CrawlIdArgument.Unknown(id, connection)),
            Asking.AsOftenAsNeeded,
            context.Clock,
            cancellationToken);
        return new TakenUpCrawl(id, connection, after);
    }

    /// <summary>Watches the crawl to its end; the exit code.</summary>
    public async Task<int> FollowAsync(CliContext context, bool json, CancellationToken cancellationToken)
    {
        await using var _ = _connection;
        _connection.Owned?.OpenGateway();
        return await new CrawlWatch(context, _connection, json, takesOver: true).FollowAsync(_id, _after, cancellationToken);
    }
}

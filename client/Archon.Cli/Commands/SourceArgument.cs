using System.CommandLine;
using Archon.Cli.Nodes;
using Archon.Client;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Commands;

/// <summary>The source a command is about, by its own id or by that of a crawl.</summary>
internal static class SourceArgument
{
    public static Argument<string> AddTo(Command command, string name = "ID")
    {
        var id = new Argument<string>(name) { Description = "Id of a source, or of a crawl: then of the source it feeds" };
        command.Add(id);
        return id;
    }

    /// <exception cref="CliException">There is neither a source nor a crawl with this id.</exception>
    public static async Task<Source> FindAsync(NodeConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.Client.GetSourceAsync(id, cancellationToken)
        ?? await OfCrawlAsync(connection.Client, id, cancellationToken)
        ?? throw new CliException($"There is neither a source nor a crawl {id} in {connection.Place}. See: {connection.Target.Hint("sources")}");

    private static async Task<Source?> OfCrawlAsync(IArchonClient client, string id, CancellationToken cancellationToken) =>
        await client.GetCrawlAsync(id, cancellationToken) is { SourceId: { Length: > 0 } fed } ? await client.GetSourceAsync(fed, cancellationToken) : null;
}

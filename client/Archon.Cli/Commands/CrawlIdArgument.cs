using System.CommandLine;

namespace Archon.Cli.Commands;

/// <summary>The id of a crawl, which <c>archon crawl</c> and <c>archon crawls</c> print.</summary>
internal static class CrawlIdArgument
{
    public static Argument<string> AddTo(Command command)
    {
        var id = new Argument<string>("ID") { Description = "Id of the crawl, as archon crawls lists it" };
        command.Add(id);
        return id;
    }

    public static CliException Unknown(string id, Nodes.NodeConnection connection) =>
        new($"There is no crawl {id} in {connection.Place}. See them all with: {connection.Target.Hint("crawls")}");
}

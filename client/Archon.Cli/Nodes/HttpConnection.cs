using Archon.Client;

namespace Archon.Cli.Nodes;

/// <summary>A client of a gateway.</summary>
internal static class HttpConnection
{
    public static IArchonClient To(Uri gateway) => throw new CliException($"This build cannot speak to {gateway} yet.");
}

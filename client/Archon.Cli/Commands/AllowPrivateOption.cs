using System.CommandLine;
using Archon.Cli.Nodes;

namespace Archon.Cli.Commands;

/// <summary><c>--allow-private</c>, for commands that start a crawl.</summary>
internal static class AllowPrivateOption
{
    public static Option<bool> AddTo(Command command)
    {
        var option = new Option<bool>("--allow-private")
        {
            Description = "Allow addresses of private networks; a loopback URL allows its own origin by itself",
        };
        command.Add(option);
        return option;
    }

    /// <summary>Opens a node that may grant it.</summary>
    /// <exception cref="CliException">It is wanted, and the node decides otherwise.</exception>
    public static async Task<NodeConnection> OpenAsync(
        CliContext context, NodeTarget target, NodeNeeds needs, bool allowPrivate, CancellationToken cancellationToken)
    {
        Check(allowPrivate, target);
        var connection = await NodeConnection.OpenAsync(target, needs with { AllowPrivate = allowPrivate }, context.Clock, cancellationToken);
        if (allowPrivate && !connection.IsTrusted)
        {
            var owner = connection.Owner?.Pid;
            await connection.DisposeAsync();
            throw new CliException(
                $"--allow-private cannot be granted here: process {owner} already serves {target.DataDirectory} and decides " +
                "which networks may be crawled. Stop it first, or name another folder with --data DIR.");
        }

        return connection;
    }

    /// <exception cref="CliException">It is wanted of a server, whose operator decides.</exception>
    public static void Check(bool allowPrivate, NodeTarget target)
    {
        if (allowPrivate && target.Server is not null)
        {
            throw new CliException(
                "--allow-private does not go with --server: which networks may be crawled is decided by the server's operator " +
                "(Archon:Fetching:AllowPrivateNetworks).",
                ExitCode.BadUsage);
        }
    }
}

using Archon.Client;

namespace Archon.Cli.Nodes;

/// <summary>
/// What a command asks a node for, and asks anew when the process that has the data folder ends meanwhile: the folder is free then, and
/// this command finds or starts the node that has it next.
/// </summary>
internal static class NodeTries
{
    // Another command may be starting its node on a busy machine.
    private const int Most = 5;

    /// <summary>Does what only reads and then writes.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CliException">The folder cannot be written, or its owner does not answer.</exception>
    public static Task<int> ReadAsync(NodeTarget target, TimeProvider clock, Func<NodeConnection, Task<int>> read, CancellationToken cancellationToken) =>
        AskAsync(
            _ => NodeConnection.OpenAsync(target, NodeNeeds.Reading, clock, cancellationToken),
            async connection =>
            {
                await using var _ = connection;
                return await read(connection);
            },
            Asking.AsOftenAsNeeded);

    /// <summary>Asks and keeps the node that answered.</summary>
    /// <param name="open">Finds or starts a node.</param>
    /// <param name="ask">Asks it.</param>
    /// <param name="asking">What is asked anew.</param>
    /// <returns>The connection, which is the caller's, and the answer.</returns>
    /// <exception cref="ArchonUnavailableException">There is no answer; it may have been heard.</exception>
    public static Task<(NodeConnection Connection, T Answer)> KeepAsync<T>(Func<Task<NodeConnection>> open, Func<NodeConnection, Task<T>> ask, Asking asking) =>
        AskAsync(
            _ => open(),
            async connection =>
            {
                try
                {
                    return (connection, await ask(connection));
                }
                catch
                {
                    await connection.DisposeAsync();
                    throw;
                }
            },
            asking);

    /// <summary>Asks a node that somebody else disposes of.</summary>
    /// <param name="open">Finds or starts a node; its argument is the connection that is of no use any more, null at first.</param>
    /// <param name="ask">Asks it.</param>
    /// <param name="asking">What is asked anew.</param>
    /// <exception cref="ArchonUnavailableException">There is no answer; it may have been heard.</exception>
    public static async Task<T> AskAsync<T>(Func<NodeConnection?, Task<NodeConnection>> open, Func<NodeConnection, Task<T>> ask, Asking asking)
    {
        NodeConnection? broken = null;
        for (var tries = 1; ; tries++)
        {
            var connection = await open(broken);
            try
            {
                return await ask(connection);
            }
            catch (ArchonUnavailableException exception)
                when (connection.Reach == NodeReach.RunningNode && tries < Most && (asking == Asking.AsOftenAsNeeded || exception.NothingChanged))
            {
                // Its process is gone, or its gateway stops first.
                broken = connection;
            }
        }
    }
}

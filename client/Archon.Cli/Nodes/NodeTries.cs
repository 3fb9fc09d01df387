using Archon.Client;

namespace Archon.Cli.Nodes;

/// <summary>
/// What a command asks a node for, and asks anew when the process that has the data folder ends meanwhile: the folder is free then, and
/// this command finds or starts the node that has it next.
/// </summary>
internal static class NodeTries
{
    // Several commands may have the folder one after another, each for as long as its own work takes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

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
            Asking.AsOftenAsNeeded,
            clock,
            cancellationToken);

    /// <summary>Asks and keeps the node that answered.</summary>
    /// <param name="open">Finds or starts a node.</param>
    /// <param name="ask">Asks it.</param>
    /// <param name="asking">What is asked anew.</param>
    /// <param name="clock">The clock of the time that is tried.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The connection, which is the caller's, and the answer.</returns>
    /// <exception cref="ArchonUnavailableException">There is no answer; it may have been heard.</exception>
    public static Task<(NodeConnection Connection, T Answer)> KeepAsync<T>(
        Func<Task<NodeConnection>> open, Func<NodeConnection, Task<T>> ask, Asking asking, TimeProvider clock, CancellationToken cancellationToken) =>
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
            asking,
            clock,
            cancellationToken);

    /// <summary>Asks a node that somebody else disposes of.</summary>
    /// <param name="open">Finds or starts a node; its argument is the connection that is of no use any more, null at first.</param>
    /// <param name="ask">Asks it.</param>
    /// <param name="asking">What is asked anew.</param>
    /// <param name="clock">The clock of the time that is tried.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArchonUnavailableException">There is no answer; it may have been heard.</exception>
    public static async Task<T> AskAsync<T>(
        Func<NodeConnection?, Task<NodeConnection>> open, Func<NodeConnection, Task<T>> ask, Asking asking, TimeProvider clock, CancellationToken cancellationToken)
    {
        NodeConnection? broken = null;
        var since = clock.GetTimestamp();
        while (true)
        {
            var connection = await open(broken);
            try
            {
                return await ask(connection);
            }
            catch (ArchonUnavailableException exception)
                when (connection.Reach == NodeReach.RunningNode && clock.GetElapsedTime(since) < Patience && (asking == Asking.AsOftenAsNeeded || exception.NothingChanged))
            {
                // Its process is gone, or its gateway stops first.
                broken = connection;
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }
}

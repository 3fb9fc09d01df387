namespace Archon.Cli.Nodes;

/// <summary>Notices that the process which owned a data folder has ended or has given it up.</summary>
internal sealed class OwnerWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private readonly ITimer? _timer;

    public OwnerWatch(NodeConnection connection, TimeProvider clock)
    {
        if (connection is { Reach: NodeReach.RunningNode, Owner: { } owner })
        {
            _timer = clock.CreateTimer(_ => Look(connection.Target.DataDirectory, owner), null, Interval, Interval);
        }
    }

    /// <summary>Cancelled when it is gone; never for a server or a node of this process.</summary>
    public CancellationToken Gone => _gone.Token;

    public void Dispose()
    {
        _timer?.Dispose();
        _gone.Dispose();
    }

    private void Look(string dataDirectory, NodeFile owner)
    {
        if (NodeFile.Read(dataDirectory) == owner && owner.IsAlive)
        {
            return;
        }

        try
        {
            _gone.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The last look came while the watch was ending.
        }
    }
}

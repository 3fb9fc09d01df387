namespace Archon.Cli.Nodes;

/// <summary>
/// Notices that the node of this process has not been able to store anything for a while: the disk is full, or gone. Crawls would wait
/// for ever without a word.
/// </summary>
internal sealed class StorageWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly OwnedNode? _node;
    private readonly Action<string?> _changed;
    private readonly ITimer? _timer;
    private string? _told;

    /// <param name="connection">What to watch; a node elsewhere is not this command's to watch.</param>
    /// <param name="clock">The clock of the looks.</param>
    /// <param name="changed">Told the problem when it begins and null when it is over, never twice at once.</param>
    public StorageWatch(NodeConnection connection, TimeProvider clock, Action<string?> changed)
    {
        _node = connection.Owned;
        _changed = changed;
        _timer = _node is null ? null : clock.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        var problem = _node!.Node.StorageProblem;
        if (problem is null != Volatile.Read(ref _told) is null)
        {
            Volatile.Write(ref _told, problem);
            _changed(problem);
        }
    }
}

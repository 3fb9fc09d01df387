namespace Archon.Chaos.Processes;

/// <summary>
/// A place in the cluster where a node runs, looked after as a service manager would: whoever ends in it is started again. One fault at a time.
/// </summary>
/// <param name="name">Such as silo-2.</param>
/// <param name="settings">What every node in it is started with.</param>
/// <param name="tell">Told what happens.</param>
internal sealed class NodeSlot(string name, NodeSettings settings, Action<string> tell) : IAsyncDisposable
{
    private const int StartTries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ClusterNode? _node;
    private Task _watch = Task.CompletedTask;
    private volatile bool _expected;
    private volatile bool _wasFrozen;
    private int _declaredDead;

    public string Name => name;

    /// <summary>The node that runs now, or did last.</summary>
    public ClusterNode Node => _node ?? throw new InvalidOperationException($"{name} was never started.");

    /// <summary>Where its gateway is, whichever node runs.</summary>
    public Uri Address => new($"http://127.0.0.1:{settings.Port}/");

    /// <summary>What its process is doing, in words.</summary>
    public string State => _node switch
    {
        null => "was never started",
        { HasExited: true } node => $"process {node.Id} has ended",
        { IsFrozen: true } node => $"process {node.Id} is frozen",
        var node => $"process {node.Id} runs",
    };

    /// <summary>Times a node ended that nobody had killed, stopped or frozen before, and that the others had not taken for dead.</summary>
    public int DiedByItself { get; private set; }

    /// <summary>Exit code of the last node that was told to stop; null when none was.</summary>
    public int? LastExit { get; private set; }

    /// <summary>Starts the first node. One that ends because its database did not answer in time is started again.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Watch(await ClusterNode.StartAsync(settings, cancellationToken));
                return;
            }
            catch (InvalidOperationException exception) when (tries < StartTries)
            {
                tell($"{name}: {exception.Message.ReplaceLineEndings(" ")}");
            }
        }
    }

    /// <summary>kill -9, and a new node after a while.</summary>
    public Task KillAsync(TimeSpan away) => FaultAsync(async node =>
    {
        _expected = true;
        await node.KillAsync();
        await Task.Delay(away, TimeProvider.System, _closing.Token);
        await AgainAsync();
    });

    /// <summary>SIGTERM, and a new node a while after it has ended.</summary>
    public Task StopAsync(TimeSpan away) => FaultAsync(async node =>
    {
        _expected = true;
        var began = TimeProvider.System.GetTimestamp();
        var code = await node.StopAsync(_closing.Token);
        LastExit = code;
        tell($"{name} ended with {code} {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s after SIGTERM");
        await Task.Delay(away, TimeProvider.System, _closing.Token);
        await AgainAsync();
    });

    /// <summary>SIGSTOP, and SIGCONT after a while. Who was declared dead meanwhile ends, and is started again.</summary>
    public Task FreezeAsync(TimeSpan away) => FaultAsync(async node =>
    {
        _wasFrozen = true;
        await node.FreezeAsync();
        await Task.Delay(away, TimeProvider.System, CancellationToken.None);
        await node.ThawAsync();
    });

    /// <summary>Ends when no fault is under way and a node runs.</summary>
    public async Task WhenUp(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        _turn.Release();
        while (_node is null or { HasExited: true })
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _closing.Dispose();
        _turn.Dispose();
    }

    private async Task FaultAsync(Func<ClusterNode, Task> fault)
    {
        if (!await _turn.WaitAsync(0))
        {
            tell($"{name} is away already");
            return;
        }

        try
        {
            if (_node is { HasExited: false } node)
            {
                await fault(node);
            }
            else
            {
                tell($"{name} has ended already");
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    // The database may be away as well: until it is back, no node starts.
    private async Task AgainAsync()
    {
        while (true)
        {
            try
            {
                Watch(await ClusterNode.StartAsync(settings, _closing.Token));
                return;
            }
            catch (Exception exception) when (exception is InvalidOperationException || (exception is OperationCanceledException && !_closing.IsCancellationRequested))
            {
                tell($"{name}: {exception.Message.ReplaceLineEndings(" ")}");
                await Task.Delay(Pause, TimeProvider.System, _closing.Token);
            }
        }
    }

    private void Watch(ClusterNode node)
    {
        _expected = false;
        _wasFrozen = false;
        _node = node;
        _watch = WatchAsync(node);
    }

    private async Task WatchAsync(ClusterNode node)
    {
        await node.WhenExited(_closing.Token);
        if (_expected)
        {
            return;
        }

        // On a machine that has no time for it a silo may be taken for dead; to end is right then.
        var declared = settings.Log is { } log ? NodeLog.CountDeclaredDead(log) : 0;
        var wasDeclared = declared > _declaredDead;
        _declaredDead = declared;
        DiedByItself += _wasFrozen || wasDeclared ? 0 : 1;
        tell($"{name} ended by itself{(_wasFrozen ? " after it was frozen" : wasDeclared ? ", for the others took it for dead" : "")}");
        await AgainAsync();
    }
}

using System.Runtime.InteropServices;

namespace Archon.Cli;

/// <summary>Ctrl-C, SIGTERM and a closed terminal: the first one asks to stop, the second one ends the process.</summary>
internal sealed class InterruptSignals : IDisposable
{
    // `timeout` signals the process and then its group: the same request arrives twice within a moment.
    private static readonly TimeSpan SameRequest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ExitHandlers = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _requested = new();
    private readonly TimeProvider _clock;
    private readonly List<PosixSignalRegistration> _registrations;
    private long _firstAt;

    public InterruptSignals(TimeProvider clock)
    {
        _clock = clock;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Requested => _requested.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _requested.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        var now = _clock.GetTimestamp();
        var first = Interlocked.CompareExchange(ref _firstAt, now, 0);
        if (first == 0)
        {
            _ = _requested.CancelAsync();
        }
        else if (_clock.GetElapsedTime(first, now) > SameRequest)
        {
            Kill();
        }
    }

    private static void Kill()
    {
        if (!Console.IsErrorRedirected)
        {
            // The live view hides the cursor.
            Console.Error.Write("\u001b[?25h\n");
        }

        // Exit handlers of a host that is stuck would keep the process alive.
        var patience = new Timer(_ => Environment.FailFast(null), null, ExitHandlers, Timeout.InfiniteTimeSpan);
        Environment.Exit(ExitCode.Interrupted);
        GC.KeepAlive(patience);
    }
}

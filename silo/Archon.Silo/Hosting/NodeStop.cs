using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Silo.Hosting;

/// <summary>
/// Waits until a node is told to stop, without stopping anything: the gateway goes first, and while it drains the silo is still there to answer. The
/// host's own waiting would stop the silo under it. And ends it, in the time that is left.
/// </summary>
internal static partial class NodeStop
{
    /// <summary>
    /// Most that a host gets to end. Its own hand-over takes 30 s at most; what goes on after that waits for others, a database that is away for one, and
    /// may do so for ever. Whoever stopped it would kill it: what it has not handed over is taken up by the next epoch either way.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(35);

    public static async Task WhenAskedAsync(IHost host, CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var bySignal = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => asked.TrySetResult());
        using var byCaller = cancellationToken.Register(() => asked.TrySetResult());
        await asked.Task;
    }

    /// <summary>Stops the host and lets go of it; what has not ended in time goes on until the process ends.</summary>
    /// <param name="host">The host.</param>
    /// <param name="patience">Most that its orderly end may take.</param>
    /// <param name="clock">The clock.</param>
    public static async Task EndAsync(IHost host, TimeSpan patience, TimeProvider clock)
    {
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(NodeStop));
        try
        {
            await EndInOrderAsync(host, patience, clock).WaitAsync(patience < Longest ? patience + (Longest / 7) : Longest, clock);
        }
        catch (TimeoutException)
        {
            LogGivenUp(logger);
        }
    }

    private static async Task EndInOrderAsync(IHost host, TimeSpan patience, TimeProvider clock)
    {
        using var impatience = new CancellationTokenSource(patience < Longest ? patience : Longest, clock);
        try
        {
            await host.StopAsync(impatience.Token);
        }
        catch (OperationCanceledException)
        {
            // Out of time: what is left is let go of.
        }

        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            host.Dispose();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The node did not end in time and is given up; what it has not handed over, others take up")]
    private static partial void LogGivenUp(ILogger logger);
}

using Archon.Ports.Storage;
using Archon.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>
/// Opens the database when a node starts. Machines that start together come up in any order, so one that is away is waited for, with growing pauses and
/// not for ever; whatever else is wrong with it ends the start at once.
/// </summary>
/// <param name="patience">How long.</param>
/// <param name="notice">Hears once that there is something to wait for; null when nobody listens.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="logger">Hears of each try.</param>
internal sealed partial class DatabaseWait(TimeSpan patience, Action<string>? notice, TimeProvider clock, ILogger<DatabaseWait> logger)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>As the node is set.</summary>
    public static DatabaseWait Of(IServiceProvider services, NodeSettings settings) => new(
        services.GetRequiredService<IOptions<PostgresOptions>>().Value.StartPatience,
        settings.Notice,
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<DatabaseWait>>());

    /// <summary>Opens it; returns when it is open.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be used, or was away for too long.</exception>
    public async Task OpenAsync(Func<CancellationToken, Task> open, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var tries = 0;
        while (true)
        {
            TimeSpan pause;
            try
            {
                // A server that takes the connection and says nothing does not hear of a cancel either.
                await open(cancellationToken).WaitAsync(cancellationToken);
                return;
            }
            catch (StorageUnavailableException exception) when (PostgresStore.IsAway(exception) && patience - clock.GetElapsedTime(began) is { Ticks: > 0 } left)
            {
                pause = Least(left, Least(LongestPause, ShortestPause * (1 << Math.Min(tries, 10))));
                LogAway(exception.Message, pause, left);
                if (tries++ == 0)
                {
                    notice?.Invoke($"{exception.Message.TrimEnd('.')}. Waiting for it, {patience} at most (Archon:Postgres:StartPatience).");
                }
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

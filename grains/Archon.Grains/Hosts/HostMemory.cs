using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Hosts;

/// <summary>
/// Keeps what the next activation must know of a host. A store that is away costs the memory and not the crawl: what is newer is written
/// when it is back. Lives in the turns of its grain.
/// </summary>
internal sealed partial class HostMemory(string origin, IHostStore store, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private HostRecord? _next;
    private DateTimeOffset _kept = DateTimeOffset.MinValue;

    /// <summary>Completes when nothing is being written.</summary>
    public Task Written { get; private set; } = Task.CompletedTask;

    /// <summary>What was kept is old enough to be kept anew.</summary>
    public bool IsOld => clock.GetUtcNow() - _kept >= Interval;

    public async Task<HostRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindHostAsync(origin, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRead(exception, origin);
            return null;
        }
    }

    /// <summary>Returns at once; of what comes while something is written only the newest is written next.</summary>
    public void Keep(HostRecord record)
    {
        _next = record;
        _kept = record.UpdatedAt;
        if (Written.IsCompleted)
        {
            Written = WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        while (_next is { } record)
        {
            _next = null;
            try
            {
                await store.SaveHostAsync(record, CancellationToken.None);
            }
            catch (Exception exception)
            {
                LogNotKept(exception, origin);
            }
        }
    }
}

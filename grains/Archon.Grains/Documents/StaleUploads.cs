using Archon.Ports.Storage;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Documents;

/// <summary>
/// Forgets documents that nobody waits for: of crawls that were never begun, and what a process that died left of those that are read. Idempotent, so
/// every silo may do it; it looks once in ten minutes, for nothing depends on it but room.
/// </summary>
public sealed class StaleUploads(IArchonStore store, IOptions<UploadOptions> options, TimeProvider clock)
{
    private const int Batch = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private long? _last;

    /// <summary>Forgets them, unless it was done a moment ago.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && clock.GetElapsedTime(last) < Pause)
        {
            return;
        }

        _last = clock.GetTimestamp();
        while (await store.ForgetStaleUploadsAsync(clock.GetUtcNow() - options.Value.KeepTime, Batch, cancellationToken) == Batch)
        {
        }
    }
}

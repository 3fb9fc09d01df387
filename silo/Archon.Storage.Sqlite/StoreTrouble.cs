using Archon.Ports.Storage;

namespace Archon.Storage.Sqlite;

/// <summary>
/// Knows since when, and why, one kind of write does not succeed. Callers try again for ever, so that nothing is lost; somebody has to
/// tell the person whose disk is full.
/// </summary>
internal sealed class StoreTrouble(TimeProvider clock)
{
    private StoreFault? _current;

    /// <summary>What has failed since the last success; null when the last write succeeded.</summary>
    public StoreFault? Current => Volatile.Read(ref _current);

    /// <summary>Passes the answer on and remembers how it went.</summary>
    public async Task<T> WatchAsync<T>(Task<T> write)
    {
        try
        {
            var answer = await write.ConfigureAwait(false);
            Volatile.Write(ref _current, null);
            return answer;
        }
        catch (StorageUnavailableException exception)
        {
            Interlocked.CompareExchange(ref _current, new StoreFault(exception.Message, clock.GetUtcNow()), null);
            throw;
        }
    }
}

/// <summary>Why nothing can be written.</summary>
/// <param name="Sentence">What is wrong and what would help.</param>
/// <param name="Since">When it was first seen; no write has succeeded since.</param>
public sealed record StoreFault(string Sentence, DateTimeOffset Since);

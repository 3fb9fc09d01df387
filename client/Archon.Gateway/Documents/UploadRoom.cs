using Archon.Client;

namespace Archon.Gateway.Documents;

/// <summary>How many requests that hand documents in are read at a time: each holds some megabytes while it is.</summary>
internal sealed class UploadRoom : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _free = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>Waits for its turn; dispose the answer when it is over.</summary>
    /// <exception cref="ArchonUnavailableException">Others take too long.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken) =>
        await _free.WaitAsync(Patience, cancellationToken)
            ? new Turn(_free)
            : throw new ArchonUnavailableException("Too many documents are being handed in at the same time. Try again in a moment.") { NothingChanged = true };

    public void Dispose() => _free.Dispose();

    private sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        private int _over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
            {
                free.Release();
            }
        }
    }
}

using System.Runtime;

namespace Archon.Grains.Pages;

/// <summary>
/// Bounds what large documents of a silo hold at a time, from their first bytes to their commit: a document's tree takes fifteen bytes
/// for each byte of it, so sixteen lanes with an index of a manual each would need a gigabyte. Small documents pass.
/// </summary>
internal sealed class LargeDocuments : IDisposable
{
    /// <summary>Bytes from which a document is large. Of real manuals, one page in a hundred is.</summary>
    public const int Large = 160 * 1024;

    /// <summary>Bytes from which it is huge.</summary>
    public const int Huge = 1024 * 1024;

    /// <summary>Large documents in hand at a time. Whoever becomes huge keeps its place among them, so the one that is huge always goes on.</summary>
    public const int LargeAtOnce = 2;

    /// <summary>Bytes of large documents after which what they left behind is collected.</summary>
    private const int CollectAfter = 1024 * 1024;

    private readonly SemaphoreSlim _large = new(LargeAtOnce);
    private readonly SemaphoreSlim _huge = new(1);
    private long _sinceCollection;

    /// <summary>A place for one document, taken as it grows. Disposing it gives it on.</summary>
    public DocumentPlace Reserve() => new(this);

    public void Dispose()
    {
        _large.Dispose();
        _huge.Dispose();
    }

    internal Task EnterLargeAsync(CancellationToken cancellationToken) => _large.WaitAsync(cancellationToken);

    internal Task EnterHugeAsync(CancellationToken cancellationToken) => _huge.WaitAsync(cancellationToken);

    internal void Leave(long bytes, bool huge)
    {
        // Trees and texts of this size are long-lived enough to wait for a full collection that may be far off.
        if (Interlocked.Add(ref _sinceCollection, bytes) >= CollectAfter)
        {
            Interlocked.Exchange(ref _sinceCollection, 0);
            if (huge)
            {
                // The hole that a text of megabytes leaves fits no larger one, and is not given back while anything lies behind it.
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            }

            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: huge, compacting: huge);
        }

        if (huge)
        {
            _huge.Release();
        }

        _large.Release();
    }
}

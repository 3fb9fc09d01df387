namespace Archon.Grains.Pages;

/// <summary>
/// Lets one large document of a silo through at a time, from its text to its commit: its tree takes fifteen bytes for each
/// byte of it, so sixteen lanes with an index of a manual each would need a gigabyte. Small documents pass.
/// </summary>
internal sealed class LargeDocuments : IDisposable
{
    /// <summary>Characters from which a document is large. Of real manuals, one page in a hundred is.</summary>
    public const int Threshold = 160 * 1024;

    /// <summary>Characters of large documents after which what they left behind is collected.</summary>
    private const int CollectAfter = 1024 * 1024;

    private readonly SemaphoreSlim _one = new(1);
    private int _sinceCollection;

    /// <summary>Waits for the document's turn; disposing what is returned gives it on.</summary>
    public async Task<Place> EnterAsync(int characters, CancellationToken cancellationToken)
    {
        if (characters < Threshold)
        {
            return default;
        }

        await _one.WaitAsync(cancellationToken);
        return new Place(this, characters);
    }

    public void Dispose() => _one.Dispose();

    private void Leave(int characters)
    {
        // Trees and texts of this size are long-lived enough to wait for a full collection that may be far off.
        _sinceCollection += characters;
        if (_sinceCollection >= CollectAfter)
        {
            _sinceCollection = 0;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        }

        _one.Release();
    }

    internal readonly struct Place(LargeDocuments? owner, int characters) : IDisposable
    {
        public void Dispose() => owner?.Leave(characters);
    }
}

using System.Collections.Concurrent;
using Archon.Embeddings;
using Archon.Ports.Embedding;

namespace Archon.Grains.Tests.Hosting;

/// <summary>An embedder of another machine, as far as anybody can tell: the local one's vectors, after what a test wants to happen first.</summary>
/// <param name="before">Called with the texts of each request; may wait, or throw.</param>
internal sealed class ScriptedEmbedder(Func<IReadOnlyList<string>, CancellationToken, Task> before) : IEmbedder
{
    private readonly LexicalEmbedder _inner = new();

    public string Model => "scripted";

    public int Dimensions => _inner.Dimensions;

    public bool IsRemote => true;

    public bool IsLexical => false;

    /// <summary>What each request but a query's holds while it is under way; null: as many as there are.</summary>
    public SemaphoreSlim? Room { get; init; }

    /// <summary>The texts of each request, answered or not.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Asked { get; } = new();

    /// <summary>Texts of which fewer are to fit.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> ExpectedLess { get; } = new();

    public void ExpectLess(IReadOnlyList<string> texts) => ExpectedLess.Enqueue(texts);

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        if (Room is null)
        {
            return await SendAsync(texts, cancellationToken);
        }

        await Room.WaitAsync(cancellationToken);
        try
        {
            return await SendAsync(texts, cancellationToken);
        }
        finally
        {
            Room.Release();
        }
    }

    public async ValueTask<ReadOnlyMemory<float>> EmbedQueryAsync(string query, CancellationToken cancellationToken) => (await SendAsync([query], cancellationToken))[0];

    private async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> SendAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        Asked.Enqueue(texts);
        await before(texts, cancellationToken);
        return await _inner.EmbedAsync(texts, cancellationToken);
    }
}

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

    /// <summary>The texts of each request, answered or not.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Asked { get; } = new();

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        Asked.Enqueue(texts);
        await before(texts, cancellationToken);
        return await _inner.EmbedAsync(texts, cancellationToken);
    }
}

using Archon.Embeddings;
using Archon.Ports.Embedding;

namespace Archon.Grains.Tests.Hosting;

/// <summary>The local embedder, which fails so many times first.</summary>
internal sealed class FlakyEmbedder(int failures = 0) : IEmbedder
{
    private readonly LexicalEmbedder _inner = new();
    private int _left = failures;

    public string Model => _inner.Model;

    public int Dimensions => _inner.Dimensions;

    public bool IsRemote => _inner.IsRemote;

    public bool IsLexical => _inner.IsLexical;

    /// <summary>Failures still owed.</summary>
    public int Left => Math.Max(0, Volatile.Read(ref _left));

    public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref _left) >= 0
            ? throw new HttpRequestException("The embedder fails because the test says so.")
            : _inner.EmbedAsync(texts, cancellationToken);
}

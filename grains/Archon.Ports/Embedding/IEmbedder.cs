namespace Archon.Ports.Embedding;

/// <summary>Turns texts into vectors that can be compared by cosine.</summary>
public interface IEmbedder
{
    /// <summary>Name of the model, stored with every vector; vectors of different models are never compared.</summary>
    string Model { get; }

    /// <summary>Length of every vector.</summary>
    int Dimensions { get; }

    /// <summary>One unit-length vector a text, in the same order.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);
}

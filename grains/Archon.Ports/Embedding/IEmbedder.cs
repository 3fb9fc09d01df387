using Archon.Domain.Chunking;

namespace Archon.Ports.Embedding;

/// <summary>Turns texts into vectors that can be compared by cosine.</summary>
public interface IEmbedder
{
    /// <summary>Name of the model, stored with every vector; vectors of different models are never compared.</summary>
    string Model { get; }

    /// <summary>Length of every vector.</summary>
    int Dimensions { get; }

    /// <summary>True when texts go to another process, which takes its time and may want money for each: nothing is embedded there for practice.</summary>
    bool IsRemote { get; }

    /// <summary>
    /// True when vectors are alike by the words and letters their texts share, and by nothing else: a text that shares no word with a query, nor
    /// one that is nearly the same, is then like it by chance. False when they are alike by what is meant.
    /// </summary>
    bool IsLexical { get; }

    /// <summary>How texts are to be cut for it, in its own tokens where it can count them.</summary>
    ChunkingOptions Chunking => ChunkingOptions.Default;

    /// <summary>Texts that are given to it together.</summary>
    int BatchSize => 128;

    /// <summary>
    /// Batches under way at once that it is worth to have. One is read or stored while the other is computed; at a crawl's end, when nothing else wants the cores, both are.
    /// </summary>
    int BatchesAtOnce => 2;

    /// <summary>
    /// How many of these texts, the first ones, are embedded by one request; at least one. Who gives it no more never has vectors made that are lost with a later request's failure.
    /// </summary>
    int CountFitting(IReadOnlyList<string> texts) => texts?.Count ?? 0;

    /// <summary>
    /// These texts together were not answered in the longest time that is waited for, while another text was: for a while fewer fit into a request.
    /// </summary>
    void ExpectLess(IReadOnlyList<string> texts)
    {
    }

    /// <summary>
    /// Most tokens of a document's context that are to stand above a chunk that is embedded; 0: chunks are embedded without one. A chunk and the context above it
    /// have together no more than <see cref="ChunkingOptions.MaxTokens"/> and this.
    /// </summary>
    int ContextTokens => 0;

    /// <summary>One unit-length vector a text that is to be found, in the same order.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ModelUnavailableException">There are no vectors now.</exception>
    /// <exception cref="TextRefusedException">There will be none for these texts as they are.</exception>
    ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);

    /// <summary>
    /// The unit-length vector of what somebody searches for, which some models want to be told from what is to be found. Somebody waits for it, so it goes
    /// before other texts.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ModelUnavailableException">There is no vector now.</exception>
    /// <exception cref="TextRefusedException">There will be none for this text as it is.</exception>
    async ValueTask<ReadOnlyMemory<float>> EmbedQueryAsync(string query, CancellationToken cancellationToken) =>
        (await EmbedAsync([query], cancellationToken).ConfigureAwait(false))[0];
}

using Microsoft.ML.Tokenizers;

namespace Archon.Embeddings;

/// <summary>Counts as OpenAI's models do. The vocabulary, some megabytes, is read when something is first counted.</summary>
internal sealed class TiktokenCounter(string encoding) : TokenCounter(encoding)
{
    private readonly Lazy<TiktokenTokenizer> _tokenizer = new(() => TiktokenTokenizer.CreateForEncoding(encoding));

    protected override int CountWindow(ReadOnlySpan<char> text) => _tokenizer.Value.CountTokens(text, considerPreTokenization: true, considerNormalization: false);
}

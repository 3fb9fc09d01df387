using Archon.Domain.Chunking;

namespace Archon.Embeddings;

/// <summary>Counts with a model's tokenizer. Long texts are counted in windows, cut before a blank where there is one: a word of a megabyte must not cost its square.</summary>
public abstract class TokenCounter(string name) : ITokenCounter
{
    private const int Window = 4_096;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public int Count(ReadOnlySpan<char> text)
    {
        var tokens = 0;
        while (text.Length > Window)
        {
            var end = text[..Window].LastIndexOfAny(" \n\t");
            end = end > 0 ? end : Window - (char.IsHighSurrogate(text[Window - 1]) ? 1 : 0);
            tokens += CountWindow(text[..end]);
            text = text[end..];
        }

        return tokens + CountWindow(text);
    }

    /// <summary>Tokens of a text of some thousand characters at most.</summary>
    protected abstract int CountWindow(ReadOnlySpan<char> text);
}

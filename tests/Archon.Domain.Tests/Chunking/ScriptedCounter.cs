using Archon.Domain.Chunking;

namespace Archon.Domain.Tests.Chunking;

/// <summary>A tokenizer that is far from the estimate, in one way or the other, and counts what it is shown.</summary>
internal sealed class ScriptedCounter(string name) : ITokenCounter
{
    public string Name => name;

    /// <summary>Characters counted so far.</summary>
    public long Characters { get; private set; }

    public int Count(ReadOnlySpan<char> text)
    {
        Characters += text.Length;
        return name switch
        {
            // A word a token, whatever its length.
            "words" => Words(text),

            // A letter a token, blanks as well.
            "letters" => text.Length,

            // Marks cost five, everything else a quarter.
            "marks" => Marks(text),
            _ => (text.Length + 99) / 100,
        };
    }

    private static int Words(ReadOnlySpan<char> text)
    {
        var (words, inside) = (0, false);
        foreach (var c in text)
        {
            words += !inside && !char.IsWhiteSpace(c) ? 1 : 0;
            inside = !char.IsWhiteSpace(c);
        }

        return words;
    }

    private static int Marks(ReadOnlySpan<char> text)
    {
        var marks = 0;
        foreach (var c in text)
        {
            marks += char.IsPunctuation(c) || char.IsSymbol(c) ? 1 : 0;
        }

        return (marks * 5) + (text.Length / 4);
    }
}

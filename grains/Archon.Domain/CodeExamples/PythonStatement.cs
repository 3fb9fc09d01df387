using System.Buffers;
using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>Whether what stands behind a prompt is Python, where nothing but the text says so.</summary>
internal static class PythonStatement
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("()=[]{}.:\"'+*/%<>@_");

    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.Ordinal, "assert", "async", "await", "class", "def", "del", "for", "from", "global", "if", "import", "not", "print", "raise", "try", "while", "with");

    /// <summary>It has a sign of the language, or begins with a keyword or a number.</summary>
    public static bool IsCertain(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        if (text.IsEmpty)
        {
            return false;
        }

        var word = text.IndexOf(' ') is var blank and >= 0 ? text[..blank] : text;
        return text.TrimEnd('.').ContainsAny(Signs) || char.IsAsciiDigit(text[0]) || text[0] == '-' || Keywords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    /// <summary>It is several words that nothing joins.</summary>
    public static bool IsProse(ReadOnlySpan<char> line) => line.Trim().Contains(' ') && !IsCertain(line);
}

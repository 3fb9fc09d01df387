using System.Collections.Frozen;

namespace Archon.Domain.Search;

/// <summary>The telling words of a query as those of a heading.</summary>
internal sealed class HeadingWords
{
    // More is no heading.
    private const int MostWords = 16;

    private readonly FrozenSet<string> _words;
    private readonly FrozenSet<string> _stems;

    /// <param name="telling">The words.</param>
    public HeadingWords(IReadOnlyList<string> telling)
    {
        telling = telling.Count > MostWords ? [] : telling;
        _words = telling.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _stems = telling.Select(word => Stems.Of(word).Stem).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>How a heading is like the query: it has all its telling words and no others, whatever number is before it and wherever its links lead; null when it is not.</summary>
    /// <param name="line">It as a line of Markdown.</param>
    public TitleLikeness? LikenessOf(ReadOnlySpan<char> line)
    {
        var heading = HeadingNumber.Without(line.Trim("# ")).ToString();
        var (seen, isExact) = (new List<string>(), true);
        foreach (var (start, length) in TextWords.Of(heading))
        {
            if (IsInLink(heading.AsSpan(0, start)))
            {
                continue;
            }

            var (stem, isStopWord) = Stems.Of(heading.AsSpan(start, length));
            if (!_stems.Contains(stem))
            {
                if (!isStopWord)
                {
                    return null;
                }
            }
            else if (!seen.Contains(stem))
            {
                seen.Add(stem);
                isExact &= _words.Contains(heading.Substring(start, length));
            }
        }

        return seen.Count == 0 || seen.Count != _stems.Count ? null : isExact ? TitleLikeness.Heading : TitleLikeness.NearHeading;
    }

    private static bool IsInLink(ReadOnlySpan<char> before) => before.LastIndexOf("](") is var link and >= 0 && !before[link..].Contains(')');
}

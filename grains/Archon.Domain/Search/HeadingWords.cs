using System.Buffers;
using System.Collections.Frozen;

namespace Archon.Domain.Search;

/// <summary>The telling words of a query as those of a heading.</summary>
internal sealed class HeadingWords
{
    // More is no heading.
    private const int MostWords = 16;

    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789.");

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
        var heading = WithoutNumber(line.Trim("# ")).ToString();
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

    // 20.3.1. Connection settings, F.27. pg_buffercache.
    private static ReadOnlySpan<char> WithoutNumber(ReadOnlySpan<char> heading)
    {
        var end = heading.IndexOf(' ');
        return end > 0 && (heading[end - 1] == '.' || char.IsAsciiDigit(heading[end - 1])) && !heading[..end].ContainsAnyExcept(NumberSigns) ? heading[(end + 1)..]
            : end > 1 && heading[1] == '.' && heading[end - 1] == '.' && char.IsAsciiLetterUpper(heading[0]) ? heading[(end + 1)..]
            : heading;
    }

    private static bool IsInLink(ReadOnlySpan<char> before) => before.LastIndexOf("](") is var link and >= 0 && !before[link..].Contains(')');
}

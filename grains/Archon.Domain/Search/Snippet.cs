namespace Archon.Domain.Search;

/// <summary>
/// The part of a passage that shows best why it was found, as plain text: without the Markdown around it, at most
/// <see cref="MaxLength"/> characters, the words found between <see cref="FoundBegins"/> and <see cref="FoundEnds"/>.
/// </summary>
public static class Snippet
{
    /// <summary>Stands before a word that was found.</summary>
    public const char FoundBegins = '\u0002';

    /// <summary>Stands after it.</summary>
    public const char FoundEnds = '\u0003';

    /// <summary>Characters, marks and ellipses not counted in.</summary>
    public const int MaxLength = 320;

    /// <summary>Characters shown before the first word found when the line began long before.</summary>
    private const int Lead = 60;

    private const int MostStarts = 64;

    /// <summary>The snippet of a passage of Markdown whose found words are marked; without marks its beginning.</summary>
    public static string Of(string markedMarkdown) => Best(PlainLines.Of(markedMarkdown));

    /// <summary>The snippet of code whose found words are marked, as it stands; without marks its beginning.</summary>
    public static string OfCode(string markedCode) => Best(markedCode);

    /// <summary>True when crawled text holds what stands for a mark: it must not be taken for one.</summary>
    public static bool HoldsMarks(string text) => text.AsSpan().IndexOfAny(FoundBegins, FoundEnds) >= 0;

    /// <summary>Crawled text without what stands for a mark.</summary>
    public static string WithoutMarks(string text) => HoldsMarks(text) ? text.Replace($"{FoundBegins}", "", StringComparison.Ordinal).Replace($"{FoundEnds}", "", StringComparison.Ordinal) : text;

    private static string Best(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var found = Found(text);
        var best = (Start: 0, Worth: -1);
        foreach (var start in Starts(text, found))
        {
            var worth = Worth(text, found, start);
            if (worth > best.Worth)
            {
                best = (start, worth);
            }
        }

        return Cut(text, found, best.Start);
    }

    private static List<(int Begin, int End)> Found(string text)
    {
        var found = new List<(int Begin, int End)>();
        for (var begin = text.IndexOf(FoundBegins, StringComparison.Ordinal); begin >= 0; begin = text.IndexOf(FoundBegins, begin + 1))
        {
            var end = text.IndexOf(FoundEnds, begin);
            if (end < 0)
            {
                break;
            }

            found.Add((begin, end + 1));
        }

        return found;
    }

    /// <summary>Where a window may begin: with the text, with a line that holds a found word, or a little before the word.</summary>
    private static IEnumerable<int> Starts(string text, List<(int Begin, int End)> found)
    {
        yield return 0;
        foreach (var (begin, _) in found.Take(MostStarts))
        {
            var line = text.LastIndexOf('\n', begin) + 1;
            yield return begin - line <= Lead ? line : WordStart(text, begin - Lead, begin);
        }
    }

    private static int WordStart(string text, int from, int most)
    {
        var blank = text.IndexOf(' ', from, most - from);
        return blank < 0 ? most : blank + 1;
    }

    /// <summary>Different words first, then how many there are.</summary>
    private static int Worth(string text, List<(int Begin, int End)> found, int start)
    {
        var inside = found.Where(word => word.Begin >= start && word.End <= start + MaxLength).ToArray();
        var different = inside.Select(word => text[word.Begin..word.End]).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        return (different * 100) + Math.Min(inside.Length, 99);
    }

    private static string Cut(string text, List<(int Begin, int End)> found, int start)
    {
        var end = Math.Min(start + MaxLength, text.Length);
        if (end < text.Length)
        {
            // Neither through a word nor through a mark.
            var blank = text.LastIndexOfAny([' ', '\n'], end - 1, end - start);
            end = blank > start + (MaxLength / 2) ? blank : end;
            foreach (var word in found.Where(word => word.Begin < end && word.End > end))
            {
                end = word.Begin;
            }

            end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        }

        return (start > 0 && text[start - 1] != '\n' ? "…" : "") + text[start..end].TrimEnd() + (end < text.Length ? " …" : "");
    }
}

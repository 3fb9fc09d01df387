namespace Archon.Domain.Search;

/// <summary>
/// The words inside identifiers: createIndex → create Index, HTTPServer → HTTP Server, utf8Text → utf 8 Text. Underscores part
/// words in the index anyway.
/// </summary>
public static class IdentifierWords
{
    /// <summary>The inner words of every identifier that has more than one, each once, separated by spaces.</summary>
    public static string Of(string code)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (start, end) in Runs(code))
        {
            // Most have one word, which the index has anyway.
            if (AddInner(code, start, end, words) is var last && last > start)
            {
                words.Add(code[last..end]);
            }
        }

        return string.Join(' ', words);
    }

    /// <summary>The inner words of one identifier; itself alone when it has none.</summary>
    public static IReadOnlyList<string> Split(string identifier)
    {
        var parts = new List<string>();
        var last = AddInner(identifier, 0, identifier.Length, parts);
        parts.Add(identifier[last..]);
        return parts;
    }

    /// <summary>Adds the words of an identifier but the last one, whose start it returns.</summary>
    private static int AddInner(string text, int start, int end, ICollection<string> words)
    {
        var from = start;
        for (var i = start + 1; i < end; i++)
        {
            if (IsBoundary(text, i, end))
            {
                words.Add(text[from..i]);
                from = i;
            }
        }

        return from;
    }

    private static IEnumerable<(int Start, int End)> Runs(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                yield return (start, i);
                start = -1;
            }
        }
    }

    private static bool IsBoundary(string text, int at, int end)
    {
        char before = text[at - 1], here = text[at];
        if (char.IsDigit(before) != char.IsDigit(here))
        {
            return true;
        }

        if (!char.IsUpper(here))
        {
            return false;
        }

        // aB, or the last capital of ABc.
        return char.IsLower(before) || (char.IsUpper(before) && at + 1 < end && char.IsLower(text[at + 1]));
    }
}

using System.Text;

namespace Archon.Domain.Search;

/// <summary>
/// What a passage is the place of: its page's first heading, when it begins with that, and the terms it explains, each as one word behind a sign that no text has. An index has them
/// among its words, and so finds <c>map</c> where it is defined, however many passages say it.
/// </summary>
public static class PassageNames
{
    // Of private use: it is part of a word for every index.
    private const char Sign = '\uEA1D';

    private const int Shortest = 2;
    private const int MostWords = 5;
    private const string Term = "**";

    /// <summary>The names as words, each once, separated by spaces; empty for none. It is the same for ever: an index must be told what it is to forget.</summary>
    /// <param name="headings">Its heading path (<see cref="Chunking.HeadingPath"/>).</param>
    /// <param name="content">Its Markdown.</param>
    public static string Of(string headings, string content)
    {
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(content);
        var names = default(Names);
        if (content.StartsWith('#') && !headings.Contains('›', StringComparison.Ordinal))
        {
            names.Add(CalledName.OfHeading(LineAt(content, 0)));
        }

        for (var at = 0; at >= 0; at = content.IndexOf($"\n{Term}", at, StringComparison.Ordinal) is var next and >= 0 ? next + 1 : -1)
        {
            if (content.AsSpan(at).StartsWith(Term))
            {
                AddTerms(ref names, LineAt(content, at));
            }
        }

        return names.ToString();
    }

    /// <summary>The word by which an index finds what is called as the query is; null when it is no name.</summary>
    public static string? AskedBy(QueryWords query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var names = default(Names);
        if (query.Phrases.IsEmpty && query.Beginnings.IsEmpty && query.Name.Length <= MostWords)
        {
            names.Add(string.Concat(query.Name));
        }

        return names.ToString() is { Length: > 0 } name ? name : null;
    }

    // Several may stand before one explanation, parted by commas; before the name of code may stand what kind it is. What leads elsewhere is an entry of an index.
    private static void AddTerms(ref Names names, ReadOnlySpan<char> line)
    {
        if (line.Contains("](", StringComparison.Ordinal))
        {
            return;
        }

        var called = CalledName.OfTerm(line);
        var isCode = line.StartsWith("**`");
        foreach (var range in called.Split(", "))
        {
            var term = called[range].Trim();
            names.Add(term);
            if (isCode && term.LastIndexOf(' ') is var blank and > 0)
            {
                names.Add(term[(blank + 1)..]);
            }
        }
    }

    private static ReadOnlySpan<char> LineAt(string content, int at)
    {
        var rest = content.AsSpan(at);
        return rest.IndexOf('\n') is var end and >= 0 ? rest[..end] : rest;
    }

    private ref struct Names
    {
        private StringBuilder? _words;
        private HashSet<string>? _known;

        public void Add(ReadOnlySpan<char> called)
        {
            Span<char> name = stackalloc char[QueryWords.LongestWord];
            var length = 0;
            foreach (var letter in called)
            {
                if (!char.IsLetterOrDigit(letter))
                {
                    continue;
                }

                if (length == name.Length)
                {
                    return;
                }

                name[length++] = char.ToLowerInvariant(letter);
            }

            if (length < Shortest || Unspaced.IsIn(name[..length]) || !(_known ??= new HashSet<string>(StringComparer.Ordinal)).Add(name[..length].ToString()))
            {
                return;
            }

            _words ??= new StringBuilder();
            _words.Append(_words.Length == 0 ? "" : " ").Append(Sign).Append(name[..length]);
        }

        public override readonly string ToString() => _words?.ToString() ?? "";
    }
}

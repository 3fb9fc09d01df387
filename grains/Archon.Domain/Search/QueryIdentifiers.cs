using System.Collections.Immutable;
using Archon.Domain.Anchors;

namespace Archon.Domain.Search;

/// <summary>
/// The identifiers of a query that are several words for an index: <c>pg_stat_activity</c>, <c>os.path.join</c>, <c>Vec::with_capacity</c>; or a word that has underscores around it, such as
/// <c>__slots__</c>. Whoever types one wants
/// what has it, and not what has its words. Words that follow each other may be the name of a term, too: <c>max connections</c> is <c>max_connections</c> where that is explained.
/// </summary>
public sealed class QueryIdentifiers
{
    private const int Shortest = 4;

    // A pasted page may have many more.
    private const int Most = 8;
    private const int MostWords = 12;
    private const int LongestTerm = 200;

    private static readonly string[] NameSigns = [".", "::", "->"];

    private readonly ImmutableArray<string> _identifiers;

    private readonly ImmutableArray<string> _names;

    private QueryIdentifiers(ImmutableArray<string> identifiers, ImmutableArray<string> names)
    {
        _identifiers = identifiers;
        _names = names;
    }

    /// <summary>The query has neither.</summary>
    public bool IsEmpty => _identifiers.IsEmpty && _names.IsEmpty;

    /// <summary>Those of what somebody typed, eight at most, with the nearest word in place of each that nothing has.</summary>
    /// <param name="text">The query.</param>
    /// <param name="meant">Its words that nothing has.</param>
    public static QueryIdentifiers From(string text, IReadOnlyList<MeantWord> meant) =>
        From(text) is var typed && meant.Count == 0 ? typed : new([.. typed._identifiers.Select(identifier => Corrected(identifier, meant))], typed._names);

    /// <summary>Those of what somebody typed, eight at most.</summary>
    public static QueryIdentifiers From(string text)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < text.Length && found.Count < Most;)
        {
            if (!char.IsLetter(text[at]))
            {
                // A number with a name behind it is none: 3.x, 2nd.
                at += char.IsDigit(text[at]) ? Length(text, at, out _) : 1;
                continue;
            }

            var end = at + Length(text, at, out var words);
            var start = text.AsSpan(0, at).TrimEnd('_').Length;
            var length = (start < at ? text.Length - text.AsSpan(end).TrimStart('_').Length : end) - start;
            if ((words > 1 || start < at) && length is >= Shortest and <= QueryWords.LongestWord)
            {
                found.Add(text.Substring(start, length));
            }

            at = end;
        }

        return new QueryIdentifiers(found.DrainToImmutable(), Names(text));
    }

    /// <summary>Whether one of them stands in a Markdown text, whole and whatever its case, and not in an address alone.</summary>
    public bool AreIn(string text) => _identifiers.Any(identifier => Find(text, identifier) >= 0);

    /// <summary>Whether the last name of one of them stands in code, whole: what is imported is called by that alone.</summary>
    /// <param name="code">The code.</param>
    public bool AreCalledIn(string code) => _identifiers.Any(identifier => Find(code, Parted(identifier).Last) >= 0);

    /// <summary>Whether one of them is a heading of a passage, a term that it explains, or what leads to one of either.</summary>
    /// <param name="title">Its page's title: in <c>Calendar.DATE</c> what is before the last name may stand there, and the name alone lead into the passage.</param>
    /// <param name="heading">Its headings.</param>
    /// <param name="content">Its Markdown, in which a term is the bold beginning of a line.</param>
    /// <param name="fragments">What leads into it (<see cref="PassageFragments"/>): <c>pathlib.Path.unlink</c> for what the page calls <c>Path.unlink</c>.</param>
    public bool AreDefinedIn(string title, string heading, string content, string fragments) => !_identifiers.IsEmpty
        && (AreHeading(LastOf(heading)) || TermsOf(content).Any(term => AnyIn(_identifiers, term)) || HeadingsOf(content).Any(AreHeading)
            || All(fragments).Any(fragment => _identifiers.Contains(fragment, StringComparer.OrdinalIgnoreCase))
            || _identifiers.Any(identifier => Parted(identifier) is { Before.Length: > 0 } parts
                && (Find(title, parts.Before) >= 0 || Find(heading, parts.Before) >= 0) && All(fragments).Any(fragment => IsNamed(fragment, parts.Last))));

    /// <summary>Whether what leads into a passage is one of them, or ends with it: <c>queue.Queue.get</c> for <c>Queue.get</c>, and not <c>queue.SimpleQueue.get</c>.</summary>
    /// <param name="fragments">What leads into it.</param>
    public bool AreNamedIn(string fragments) => !_identifiers.IsEmpty && All(fragments).Any(IsExact);

    /// <summary>Whether a section called like one of them begins in a passage: it has the signature, and what follows it only says more.</summary>
    /// <param name="content">Its Markdown.</param>
    /// <param name="fragments">What leads into it.</param>
    public bool BeginIn(string content, string fragments) => !_identifiers.IsEmpty
        && (PassageFragments.Inside(fragments).Any(anchor => IsExact(anchor.Fragment))
            || (IsExact(PassageFragments.First(fragments)) && (content.StartsWith("**", StringComparison.Ordinal) || content.StartsWith('#'))
                && LinesOf(content, content[..1]).First() is var line && _identifiers.Any(identifier => line.Contains(Parted(identifier).Last, StringComparison.OrdinalIgnoreCase))));

    /// <summary>What leads to that of a passage's sections which is called like one of them, or like its last name (<c>method.pop_front</c>, <c>charsets()</c>); null when none is.</summary>
    /// <param name="fragments">What leads into it.</param>
    public string? NamedIn(string fragments) => _identifiers.IsEmpty ? null
        : All(fragments).FirstOrDefault(fragment => _identifiers.Contains(fragment, StringComparer.OrdinalIgnoreCase))
            ?? All(fragments).FirstOrDefault(IsExact)
            ?? All(fragments).FirstOrDefault(fragment => _identifiers.Any(identifier => IsNamed(fragment, Parted(identifier).Last)));

    // Below it are its examples.
    private static string LastOf(string headings) => headings[(headings.LastIndexOf('›') + 1)..];

    private static IEnumerable<string> All(string fragments) => PassageFragments.Inside(fragments).Select(anchor => anchor.Fragment).Prepend(PassageFragments.First(fragments));

    private bool IsExact(string fragment)
    {
        var called = fragment.IndexOf('(') is var open and > 0 ? fragment[..open] : fragment;
        return _identifiers.Any(identifier => called.EndsWith(identifier, StringComparison.OrdinalIgnoreCase) && (called.Length == identifier.Length || called[^(identifier.Length + 1)] == '.'));
    }

    // Without its arguments, and without what kind it is (rustdoc) or whose.
    private static bool IsNamed(string fragment, string name)
    {
        var called = fragment.AsSpan();
        called = called.IndexOf('(') is var open and >= 0 ? called[..open] : called;
        return called[(called.LastIndexOf('.') + 1)..].Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    // java.util.Calendar.DATE: Calendar and DATE.
    private static (string Before, string Last) Parted(string identifier)
    {
        string[] names = [.. identifier.Split(NameSigns, StringSplitOptions.RemoveEmptyEntries)];
        return names.Length > 1 ? (names[^2], names[^1]) : ("", identifier);
    }

    /// <summary>Whether one of the names is a heading of a passage, or a term that it explains.</summary>
    /// <param name="heading">Its headings.</param>
    /// <param name="content">Its Markdown, in which a term is the bold beginning of a line.</param>
    public bool AreExplainedIn(string heading, string content) => !_names.IsEmpty && (AnyIn(_names, heading) || TermsOf(content).Any(term => AnyIn(_names, term)));

    // "Static method: Buffer.concat(list)", and not "Usage of Buffer.concat".
    private bool AreHeading(string heading) => _identifiers.Any(identifier => Find(heading, identifier) is var at and >= 0 && EndsName(heading.AsSpan(at + identifier.Length)) && KindWords.Are(heading.AsSpan(0, at)));

    private static bool AnyIn(ImmutableArray<string> names, string text) => names.Any(name => Find(text, name) is var at and >= 0 && EndsName(text.AsSpan(at + name.Length)));

    // "max_connections configuration parameter" is an entry of an index.
    private static bool EndsName(ReadOnlySpan<char> behind)
    {
        var rest = behind.TrimStart("`* ");
        return rest.IsEmpty || rest[0] is '(' or '[' or ':' or '=' or '›';
    }

    private static IEnumerable<string> TermsOf(string content) => LinesOf(content, "**");

    private static IEnumerable<string> HeadingsOf(string content) => LinesOf(content, "#").Select(line => line.Trim('#', ' '));

    private static IEnumerable<string> LinesOf(string content, string mark)
    {
        for (var at = 0; at >= 0 && at < content.Length;)
        {
            if (content.AsSpan(at).StartsWith(mark))
            {
                yield return content.Substring(at, Math.Min(LongestTerm, content.Length - at)).Split('\n')[0];
            }

            at = content.IndexOf($"\n{mark}", at, StringComparison.Ordinal) is var next and >= 0 ? next + 1 : -1;
        }
    }

    // Of two or three words that follow each other, as they would be written in one.
    private static ImmutableArray<string> Names(string text)
    {
        string[] words = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords)];
        var names = ImmutableArray.CreateBuilder<string>();
        for (var first = 0; first < words.Length; first++)
        {
            for (var count = 2; count <= 3 && first + count <= words.Length; count++)
            {
                var run = words.AsSpan(first, count);
                if (!AreNames(run))
                {
                    break;
                }

                names.Add(string.Join("_", run!));
                names.Add(string.Join(".", run!));
            }
        }

        return names.DrainToImmutable();
    }

    private static bool AreNames(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (!word.All(char.IsLetterOrDigit) || StopWords.Contains(word))
            {
                return false;
            }
        }

        return true;
    }

    private static string Corrected(string identifier, IReadOnlyList<MeantWord> meant)
    {
        foreach (var word in meant.Where(word => !word.AreParts))
        {
            var at = identifier.IndexOf(word.Typed, StringComparison.OrdinalIgnoreCase);
            var end = at + word.Typed.Length;
            if (at >= 0 && (at == 0 || !char.IsLetterOrDigit(identifier[at - 1])) && (end == identifier.Length || !char.IsLetterOrDigit(identifier[end])))
            {
                identifier = $"{identifier[..at]}{word.Words[0]}{identifier[end..]}";
            }
        }

        return identifier;
    }

    /// <summary>Where an identifier stands whole, in what is read; -1 for nowhere.</summary>
    private static int Find(string text, string identifier)
    {
        for (var at = 0; (at = text.IndexOf(identifier, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + identifier.Length;
            if ((at == 0 || !IsName(text[at - 1])) && (end == text.Length || !IsName(text[end])) && !IsInAddress(text.AsSpan(0, at)))
            {
                return at;
            }
        }

        return -1;
    }

    // A link to what is explained elsewhere: [`commonprefix()`](https://example.org/os.path.html#os.path.commonprefix).
    private static bool IsInAddress(ReadOnlySpan<char> before)
    {
        var word = before[(before.LastIndexOfAny(" \t\n") + 1)..];
        var link = word.LastIndexOf("](");
        return link >= 0 ? !word[link..].Contains(')') : word.Contains("://", StringComparison.Ordinal);
    }

    /// <summary>Letters of the run of names and signs that begins here, and how many words it has.</summary>
    private static int Length(string text, int start, out int words)
    {
        words = 1;
        var at = start;
        while (true)
        {
            while (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                at++;
            }

            var name = at + Sign(text, at);
            if (name == at || name >= text.Length || !char.IsLetterOrDigit(text[name]))
            {
                return at - start;
            }

            at = name;
            words++;
        }
    }

    private static int Sign(string text, int at)
    {
        var rest = text.AsSpan(at);
        return rest.StartsWith("::") || rest.StartsWith("->") ? 2
            : rest is ['_' or '.', ..] ? rest.Length - rest.TrimStart(rest[0]).Length is var many && (rest[0] == '_' || many == 1) ? many : 0
            : 0;
    }

    private static bool IsName(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}

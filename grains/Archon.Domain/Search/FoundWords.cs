using System.Text;
using Archon.Domain.Anchors;

namespace Archon.Domain.Search;

/// <summary>Shows in a text why a query found it: marks its words, their forms and, in scripts without spaces, their parts, and chooses the part to show.</summary>
public sealed class FoundWords
{
    // More of a text than anybody looks at.
    private const int MostText = 20_000;

    private readonly HashSet<string> _stems;
    private readonly List<string> _beginnings;
    private readonly UnspacedMarks? _unspaced;
    private readonly bool _isCode;

    /// <param name="words">The query.</param>
    /// <param name="meant">Words that mistyped ones of it were taken for.</param>
    /// <param name="isCode">In code also the words inside identifiers count.</param>
    public FoundWords(QueryWords words, IEnumerable<string> meant, bool isCode)
    {
        var telling = words.AllTelling;
        _isCode = isCode;
        _stems = telling.Concat(meant).Concat(isCode ? telling.SelectMany(IdentifierWords.Split) : []).Select(word => Stems.Of(word).Stem).ToHashSet(StringComparer.Ordinal);
        _beginnings = [.. words.Beginnings];
        if (words.Telling is [.., { Length: >= QueryWords.ShortestBeginning } last])
        {
            _beginnings.Add(Stems.Of(last).Stem);
        }

        _unspaced = words.Words.Any(word => Unspaced.IsIn(word)) ? new UnspacedMarks(words) : null;
    }

    /// <summary>The part of a passage of Markdown, or of code, that shows it best; see <see cref="Snippet"/>.</summary>
    public string SnippetOf(string text) => _isCode ? Snippet.OfCode(Mark(text)) : Snippet.Of(Mark(text));

    /// <summary>The text with the words marked, and without what else would look like a mark.</summary>
    public string Mark(string text)
    {
        text = Snippet.WithoutMarks(text);
        var marked = new StringBuilder(text.Length + 64);
        var from = 0;
        foreach (var (start, length) in TextWords.Of(text.Length > MostText ? text[..MostText] : text))
        {
            if (IsFound(text.AsSpan(start, length)))
            {
                Add(start, start + length);
            }
            else if (_unspaced is not null && Unspaced.IsIn(text.AsSpan(start, length)))
            {
                foreach (var (at, end) in _unspaced.PlacesIn(text.Substring(start, length)))
                {
                    Add(start + at, start + end);
                }
            }
        }

        return marked.Append(text, from, text.Length - from).ToString();

        void Add(int start, int end)
        {
            marked.Append(text, from, start - from).Append(Snippet.FoundBegins).Append(text, start, end - start).Append(Snippet.FoundEnds);
            from = end;
        }
    }

    /// <summary>
    /// What leads to the section of a passage that has most of the words: those in its first line and in its fragment, which say what it is about, count more than twice (the
    /// examples of a method use its name more often than it does), then how many there are decides. The first of equals.
    /// </summary>
    /// <param name="text">The passage.</param>
    /// <param name="fragments">What leads into it (<see cref="PassageFragments"/>).</param>
    /// <returns>A fragment; empty for none.</returns>
    public string BestFragment(string text, string fragments)
    {
        ArgumentNullException.ThrowIfNull(text);
        var inside = PassageFragments.Inside(fragments);
        if (inside.Count == 0)
        {
            return PassageFragments.First(fragments);
        }

        PageAnchor[] parts = [new(0, PassageFragments.First(fragments)), .. inside];
        var (part, best, most) = (0, 0, 0);
        var (found, titled, count) = (new HashSet<string>(StringComparer.Ordinal), 0, 0);
        Open();
        foreach (var (start, length) in TextWords.Of(text.Length > MostText ? text[..MostText] : text))
        {
            while (part + 1 < parts.Length && start >= parts[part + 1].Start)
            {
                Weigh();
                part++;
                Open();
            }

            if (Key(text.AsSpan(start, length)) is { } key)
            {
                titled += found.Add(key) && IsFirstLine(start) ? 1 : 0;
                count++;
            }
        }

        Weigh();
        return parts[best].Fragment;

        void Open()
        {
            var name = parts[part].Fragment;
            found = [.. TextWords.Of(name).Select(word => Key(name.AsSpan(word.Start, word.Length))).OfType<string>()];
            (titled, count) = (found.Count, 0);
        }

        void Weigh()
        {
            var worth = (found.Count * 100) + (titled * 150) + Math.Min(count, 49);
            (best, most) = worth > most ? (part, worth) : (best, most);
        }

        bool IsFirstLine(int at)
        {
            var start = Math.Min(parts[part].Start, at);
            return !text.AsSpan(start, at - start).TrimStart('\n').Contains('\n');
        }
    }

    // What makes it one of the words that were asked for; null for any other.
    private string? Key(ReadOnlySpan<char> word)
    {
        if (_unspaced is not null && Unspaced.IsIn(word))
        {
            return _unspaced.PlacesIn(word.ToString()).Any() ? word.ToString() : null;
        }

        var stem = Stems.Of(word).Stem;
        return _stems.Contains(stem) ? stem : _beginnings.Find(beginning => stem.StartsWith(beginning, StringComparison.Ordinal));
    }

    private bool IsFound(ReadOnlySpan<char> word)
    {
        var stem = Stems.Of(word).Stem;
        return _stems.Contains(stem) || _beginnings.Exists(beginning => stem.StartsWith(beginning, StringComparison.Ordinal));
    }
}

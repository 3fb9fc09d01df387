using System.Globalization;
using System.Text;
using Archon.Domain.Search;

namespace Archon.Storage.Postgres.Search;

/// <summary>
/// Builds the text of a <c>tsvector</c>. Words are parted and stemmed here: PostgreSQL's parser takes <c>db.createIndex</c> for a host name,
/// <c>a/b</c> for a file and <c>&lt;T&gt;</c> for markup, and costs the server ten times what reading the finished lexemes does.
/// </summary>
internal sealed class Lexemes
{
    // A tsvector holds a megabyte; so much text never fills one, whatever its script.
    private const int MostText = 200_000;

    // What PostgreSQL keeps of one lexeme, and the last place it tells apart.
    private const int MostOccurrences = 255;
    private const int LastPosition = 16_383;

    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly List<(string Stem, int First, int Last, int Count)> _stems = [];
    private readonly List<(int Position, char Weight, int Next)> _occurrences = [];
    private readonly StringBuilder _text = new();
    private int _position;
    private int _room = MostText;

    /// <summary>Adds the words of a text after those that are there.</summary>
    /// <param name="text">Any text; what is beyond 200,000 UTF-16 units altogether is not found.</param>
    /// <param name="weight">A, B, C or D.</param>
    /// <param name="withStopWords">In code, "if" and "not" are what people look for.</param>
    public Lexemes Add(string text, char weight, bool withStopWords)
    {
        var part = text.Length > _room ? text[.._room] : text;
        _room -= part.Length;
        // No phrase begins in one text and ends in the next.
        _position = Math.Min(_position + 1, LastPosition);
        var isUnspaced = Unspaced.IsIn(part);
        foreach (var (start, length) in TextWords.Of(part))
        {
            var word = part.AsSpan(start, length);
            if (!isUnspaced || !Unspaced.IsIn(word))
            {
                AddWord(word, weight, withStopWords);
                continue;
            }

            foreach (var piece in Unspaced.Parts(word.ToString()))
            {
                AddWord(piece, weight, withStopWords);
            }
        }

        return this;
    }

    /// <summary>A chunk: title A, headings B, content D; and without a place what it is called (<see cref="PassageNames"/>).</summary>
    public string OfChunk(string title, string headings, string content) =>
        string.Concat(Add(title, 'A', withStopWords: false).Add(headings, 'B', withStopWords: false).Add(content, 'D', withStopWords: false).Take(), PassageNames.Of(headings, content));

    /// <summary>A code example: code and the words inside its identifiers A, headings B, context C.</summary>
    public string OfCode(string code, string headings, string context) =>
        Add(code, 'A', withStopWords: true).Add(IdentifierWords.Of(code), 'A', withStopWords: true)
            .Add(headings, 'B', withStopWords: true).Add(context, 'C', withStopWords: true).Take();

    /// <summary>What was added as text that <c>::tsvector</c> reads; begins anew.</summary>
    public string Take()
    {
        foreach (var (stem, first, _, _) in _stems)
        {
            // Letters, digits and marks need no quotation.
            _text.Append(stem);
            var mark = ':';
            for (var at = first; at >= 0; at = _occurrences[at].Next)
            {
                _text.Append(mark).Append(CultureInfo.InvariantCulture, $"{_occurrences[at].Position}");
                if (_occurrences[at].Weight != 'D')
                {
                    _text.Append(_occurrences[at].Weight);
                }

                mark = ',';
            }

            _text.Append(' ');
        }

        var text = _text.ToString();
        _text.Clear();
        _slots.Clear();
        _stems.Clear();
        _occurrences.Clear();
        (_position, _room) = (0, MostText);
        return text;
    }

    private void AddWord(ReadOnlySpan<char> word, char weight, bool withStopWords)
    {
        // A stop word leaves its place empty.
        _position = Math.Min(_position + 1, LastPosition);
        var (stem, isStopWord) = Stems.Of(word);
        if (withStopWords || !isStopWord)
        {
            Add(stem, weight);
        }
    }

    private void Add(string stem, char weight)
    {
        _occurrences.Add((_position, weight, -1));
        var added = _occurrences.Count - 1;
        if (!_slots.TryGetValue(stem, out var slot))
        {
            _slots.Add(stem, _stems.Count);
            _stems.Add((stem, added, added, 1));
            return;
        }

        var known = _stems[slot];
        if (known.Count == MostOccurrences)
        {
            _occurrences.RemoveAt(added);
            return;
        }

        _occurrences[known.Last] = _occurrences[known.Last] with { Next = added };
        _stems[slot] = known with { Last = added, Count = known.Count + 1 };
    }
}

using System.Collections.Immutable;

namespace Archon.Domain.Search;

/// <summary>
/// The words of a query. What stands between quotation marks is a phrase, whose words must follow each other; a word with a star behind it is the
/// beginning of words; nothing else is syntax. The number of words is bounded, so a pasted page costs no more than a long question.
/// </summary>
public sealed record QueryWords
{
    /// <summary>UTF-16 units of a word that count; an index keeps no longer ones.</summary>
    public const int LongestWord = 64;

    /// <summary>Letters that a beginning has at least; a shorter one is a word like any other, for it begins too many.</summary>
    public const int ShortestBeginning = 3;

    private const int MostWords = 64;
    private const int MostPhrases = 8;
    private const int MostInPhrase = 16;

    private QueryWords()
    {
    }

    /// <summary>All words, distinct whatever their case, in order of first appearance, written as typed.</summary>
    public required ImmutableArray<string> Words { get; init; }

    /// <summary>The words outside phrases, likewise.</summary>
    public required ImmutableArray<string> Loose { get; init; }

    /// <summary>The phrases, at most eight of at most sixteen words; what is found has each of them.</summary>
    public required ImmutableArray<ImmutableArray<string>> Phrases { get; init; }

    /// <summary>The loose words that are beginnings, in lower case.</summary>
    public required ImmutableHashSet<string> Beginnings { get; init; }

    /// <summary>The words of what is typed in one with signs between them (<see cref="QuerySigns"/>).</summary>
    public required ImmutableArray<ImmutableArray<string>> Runs { get; init; }

    /// <summary>The words of the name that all of it may be: of a call (<see cref="QueryCall"/>) those before its arguments.</summary>
    public required ImmutableArray<string> Name { get; init; }

    /// <summary>The loose words that say what is asked for; all of them when there are only stop words and no phrase.</summary>
    public ImmutableArray<string> Telling
    {
        get
        {
            ImmutableArray<string> telling = [.. Loose.Where(word => !StopWords.Contains(word))];
            return telling.IsEmpty && Phrases.IsEmpty ? Loose : telling;
        }
    }

    /// <summary>As above, those of phrases among them.</summary>
    public ImmutableArray<string> AllTelling
    {
        get
        {
            ImmutableArray<string> telling = [.. Words.Where(word => !StopWords.Contains(word))];
            return telling.IsEmpty ? Words : telling;
        }
    }

    /// <summary>The word is the beginning of those that are looked for.</summary>
    public bool IsBeginning(string word) => Beginnings.Contains(word.ToLowerInvariant());

    /// <summary>The words of what somebody typed.</summary>
    public static QueryWords From(string text)
    {
        var quotes = Quotes(text);
        var (all, loose) = (new List<string>(), new List<string>());
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var phrases = quotes.ConvertAll(_ => ImmutableArray.CreateBuilder<string>());
        var beginnings = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var knownLoose = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (start, length) in TextWords.Of(text))
        {
            var word = text.Substring(start, Math.Min(length, LongestWord));
            if (char.IsHighSurrogate(word[^1]))
            {
                word = word[..^1];
            }

            var phrase = quotes.FindIndex(quote => start > quote.Open && start < quote.Close);
            if (!known.Contains(word) && known.Count == MostWords)
            {
                // A phrase is looked for as far as it was read.
                break;
            }

            if (known.Add(word))
            {
                all.Add(word);
            }

            if (phrase >= 0 && phrases[phrase].Count < MostInPhrase)
            {
                phrases[phrase].Add(word);
            }

            if (phrase < 0 && knownLoose.Add(word))
            {
                loose.Add(word);
            }

            if (phrase < 0 && IsStarred(text, start + length) && length is >= ShortestBeginning and <= LongestWord)
            {
                beginnings.Add(word.ToLowerInvariant());
            }
        }

        return new QueryWords
        {
            Words = [.. all],
            Loose = [.. loose],
            Phrases = [.. phrases.Where(phrase => phrase.Count > 0).Select(phrase => phrase.ToImmutable())],
            Beginnings = beginnings.ToImmutable(),
            Name = QueryCall.NameIn(text) is { } name ? [.. TextWords.Of(name).Select(word => name.Substring(word.Start, word.Length))] : [.. all],
            Runs = [.. QuerySigns.From(text).Runs],
        };
    }

    // Of a**b or a*b the star is no sign.
    private static bool IsStarred(string text, int end) => end < text.Length && text[end] == '*' && (end + 1 == text.Length || IsFree(text[end + 1]));

    /// <summary>
    /// Where phrases are. A mark opens one at the beginning and behind a space, and closes it before a space, a sign of the sentence, or the end: those in
    /// <c>printf("a")</c> are characters like others, and so is one that stands alone.
    /// </summary>
    private static List<(int Open, int Close)> Quotes(string text)
    {
        var quotes = new List<(int Open, int Close)>();
        var (straight, curly) = (true, true);
        for (var open = 0; open < text.Length && quotes.Count < MostPhrases; open++)
        {
            var isStraight = text[open] == '"';
            if (!(isStraight ? straight : curly && text[open] is '“' or '„') || (open > 0 && !char.IsWhiteSpace(text[open - 1])))
            {
                continue;
            }

            if (Closing(text, open) is var close && close >= 0)
            {
                quotes.Add((open, close));
                open = close;
            }
            else if (isStraight)
            {
                // What nothing closes from here on, nothing closes later.
                straight = false;
            }
            else
            {
                curly = false;
            }
        }

        return quotes;
    }

    private static int Closing(string text, int open)
    {
        for (var at = open + 1; at < text.Length; at++)
        {
            if ((text[open] == '"' ? text[at] == '"' : text[at] is '”' or '“') && (at + 1 == text.Length || IsFree(text[at + 1])))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsFree(char next) => char.IsWhiteSpace(next) || next is '.' or ',' or ';' or ':' or '!' or '?' or ')' or '"' or '”';
}

using System.Buffers;

namespace Archon.Domain.Search;

/// <summary>The words of a query written in one, whatever signs are between them: <c>max connections</c> as <c>max_connections</c>, <c>key error</c> as <c>KeyError</c>.</summary>
internal sealed class JoinedName
{
    // More words are a question, and no name of anything.
    private const int MostWords = 5;

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    // In lower case; empty when they are no name.
    private readonly string _name;
    private readonly bool _isOneWord;

    // Where its second and every further word begins.
    private readonly int[] _later;

    /// <summary>It is one word.</summary>
    public bool IsOneWord => _isOneWord;

    /// <param name="words">The words, in order; none for no name.</param>
    public JoinedName(IReadOnlyList<string> words)
    {
        _name = words.Count > MostWords || words.Any(word => Unspaced.IsIn(word)) ? "" : string.Concat(words).ToLowerInvariant();
        _isOneWord = words.Count == 1;
        _later = _name.Length == 0 ? [] : [.. words.Skip(1).Select((_, at) => words.Take(at + 1).Sum(word => word.Length))];
    }

    /// <summary>
    /// Whether an anchor is called so: <c>GUC-MAX-CONNECTIONS</c> and <c>os.path.join</c> end with the name. One word is the whole of it, signs apart, or, of a term, all behind its kind
    /// (<c>envvar-PYTHONPATH</c>): many a class has a method <c>open</c>.
    /// </summary>
    /// <param name="fragment">The anchor; arguments in it do not count.</param>
    /// <param name="isTerm">It leads to a term and to no heading.</param>
    public bool IsOf(ReadOnlySpan<char> fragment, bool isTerm)
    {
        fragment = WithoutArguments(fragment);
        return _name.Length > 0 && (_isOneWord
            ? EndsWithName(fragment, isWhole: true) || (isTerm && EndsWithName(fragment[(fragment.IndexOf('-') + 1)..], isWhole: true))
            : EndsWithName(fragment, isWhole: false));
    }

    /// <summary>Whether an anchor is the name and nothing else: <c>map</c>, and not <c>to3fixer-map</c> or <c>term-map</c>.</summary>
    /// <param name="fragment">The anchor; arguments in it do not count.</param>
    public bool IsAllOf(ReadOnlySpan<char> fragment) => EndsWithName(WithoutArguments(fragment), isWhole: true);

    /// <summary>
    /// Whether a word of a term or a heading, before its arguments, is the name, or, as code, what is last in it: where an anchor is <c>Executor.submit</c>, a class explains its <c>submit(fn)</c>.
    /// </summary>
    /// <param name="line">It as a line of Markdown.</param>
    public bool IsIn(ReadOnlySpan<char> line)
    {
        var called = CalledName.OfTerm(line);
        var isCode = line.StartsWith("**`");
        foreach (var range in called.Split(' '))
        {
            if (EndsWithName(called[range], isWhole: _isOneWord) || (isCode && IsLast(called[range])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a heading is the name and says no more: before what it is (<c>threading — Thread-based parallelism</c>), its arguments or its section (<c>git-var(1) Manual Page</c>), without its number.
    /// Of a name of several words it may be the last (<c>fsPromises.readFile(path)</c>).
    /// </summary>
    /// <param name="line">It as a line of Markdown.</param>
    /// <param name="isWhole">Nothing is before it.</param>
    public bool IsHeading(ReadOnlySpan<char> line, out bool isWhole)
    {
        var called = CalledName.OfHeading(line);
        var isCalled = EndsWithName(called, isWhole: _isOneWord, out var before) && KindWords.Are(called[..before]);
        isWhole = isCalled && !called[..before].ContainsAny(LettersAndDigits);
        return isCalled;
    }

    private static ReadOnlySpan<char> WithoutArguments(ReadOnlySpan<char> fragment) => fragment.IndexOf('(') is var open and > 0 ? fragment[..open] : fragment;

    private bool IsLast(ReadOnlySpan<char> text)
    {
        var letters = text.Trim("`*.,:()");
        foreach (var at in _later)
        {
            if (letters.Equals(_name.AsSpan(at), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Whatever signs are between its letters.
    private bool EndsWithName(ReadOnlySpan<char> text, bool isWhole) => EndsWithName(text, isWhole, out _);

    private bool EndsWithName(ReadOnlySpan<char> text, bool isWhole, out int begin)
    {
        (begin, var left) = (0, _name.Length);
        if (left == 0)
        {
            return false;
        }

        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                continue;
            }

            if (char.ToLowerInvariant(text[at]) != _name[--left])
            {
                return false;
            }

            if (left == 0)
            {
                begin = at;
                return at == 0 || (isWhole ? !text[..at].ContainsAny(LettersAndDigits) : !char.IsLetterOrDigit(text[at - 1]));
            }
        }

        return false;
    }
}

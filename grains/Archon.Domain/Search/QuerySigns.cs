using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Archon.Domain.Search;

/// <summary>
/// What a query has of signs that an index of words does not keep: <c>HEAD^</c>, <c>-S</c>, <c>:=</c>. Whoever types one wants what has it as it was typed, in text as in code. The signs
/// inside and behind the words of a sentence are none, nor are those of names, of which <see cref="QueryIdentifiers"/> knows, of calls (<see cref="QueryCall"/>) and of paths.
/// </summary>
public sealed class QuerySigns
{
    private const int Shortest = 2;

    // A pasted page may have many more.
    private const int Most = 8;
    private const int MostLooked = 200;

    private const string Quotes = "\"'`“”„‘’";
    private const string BehindSentence = ",;.?!:";
    private const string InsideWords = ".-/'’:&@_";

    // Alone they draw a line, or are Markdown's own.
    private const string Lines = ".-*#_!?~`+";

    private static readonly SearchValues<char> Operators = SearchValues.Create("=<>&|+-/%^!?:~@#$\\");

    private readonly ImmutableArray<string> _signed;

    private QuerySigns(ImmutableArray<string> signed) => _signed = signed;

    /// <summary>The query has none.</summary>
    public bool IsEmpty => _signed.IsEmpty;

    /// <summary>The words of each that has several, in order: where they stand so in a text, the signs may stand between them.</summary>
    public IEnumerable<ImmutableArray<string>> Runs =>
        _signed.Select(signed => TextWords.Of(signed).Select(word => signed.Substring(word.Start, word.Length)).ToImmutableArray()).Where(words => words.Length > 1);

    /// <summary>Those of what somebody typed, eight at most.</summary>
    public static QuerySigns From(string text)
    {
        var signed = ImmutableArray.CreateBuilder<string>();
        foreach (var typed in QueryCall.WithoutArguments(text).Split((char[]?)null, MostLooked, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Signed(typed) is { } one && !signed.Contains(one, StringComparer.Ordinal) && signed.Count < Most)
            {
                signed.Add(one);
            }
        }

        return new QuerySigns(signed.DrainToImmutable());
    }

    /// <summary>Whether all of them stand in a text, whole and in the same case.</summary>
    /// <param name="text">Markdown, in which signs may be escaped, or code.</param>
    public bool AreIn(string text)
    {
        if (IsEmpty)
        {
            return false;
        }

        var plain = WithoutEscapes(text);
        return _signed.All(signed => Find(plain, signed, 0) >= 0 || (plain.Length < text.Length && Find(text, signed, 0) >= 0));
    }

    /// <summary>Whether one of them is what a term of a passage begins with, alone or behind others: <c>**`-n`, `--dry-run`**</c>.</summary>
    /// <param name="content">Its Markdown.</param>
    public bool AreExplainedIn(string content)
    {
        for (var at = 0; !IsEmpty && at >= 0 && at < content.Length; at = content.IndexOf("\n**", at, StringComparison.Ordinal) is var next and >= 0 ? next + 1 : -1)
        {
            if (content.AsSpan(at).StartsWith("**"))
            {
                var end = content.IndexOf('\n', at);
                var line = WithoutEscapes(content[at..(end < 0 ? content.Length : end)]);
                if (_signed.Any(signed => Find(line, signed, 0) is var found and >= 0 && line.AsSpan(0, found).TrimEnd("*` ") is [] or [.., ',']))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string? Signed(string typed)
    {
        var one = typed.AsSpan().Trim(Quotes);
        if (!HasWord(one))
        {
            return one.Length is >= Shortest and <= QueryWords.LongestWord && !(one.Trim(one[0]).IsEmpty && Lines.Contains(one[0])) ? one.ToString() : null;
        }

        one = one.TrimEnd(BehindSentence).Trim(Quotes);
        one = one.Length > 0 && one[^1] is ')' or ']' or '}' && !one.ContainsAny("([{") ? one[..^1] : one;
        one = one.Length > 0 && one[0] is '(' or '[' or '{' ? (one.ContainsAny(")]}") ? one[1..].TrimEnd(")]}") : one[1..]) : one;
        // The beginning of a word.
        one = one.Length > 1 && one[^1] == '*' && char.IsLetterOrDigit(one[^2]) ? one[..^1] : one;
        return one.Length is >= Shortest and <= QueryWords.LongestWord && HasSign(one) && !IsPath(one) ? one.ToString() : null;
    }

    // ~/.ssh/config, and #!/usr/bin/env, with which every script begins.
    private static bool IsPath(ReadOnlySpan<char> text)
    {
        var path = text.StartsWith("#!") ? text[2..] : text;
        foreach (var letter in path)
        {
            if (!IsOfWord(letter) && letter is not ('/' or '.' or '-' or '~' or '+'))
            {
                return false;
            }
        }

        return path is ['/', ..] || path.StartsWith("~/") || path.StartsWith("./") || path.StartsWith("../");
    }

    private static bool HasWord(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSign(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var isInside = at > 0 && at + 1 < text.Length && IsOfWord(text[at - 1]) && IsOfWord(text[at + 1]) && InsideWords.Contains(text[at]);
            if (!IsOfWord(text[at]) && !isInside && !IsOfName(text, at))
            {
                return char.IsAscii(text[at]);
            }
        }

        return false;
    }

    // Vec::new, self->size
    private static bool IsOfName(ReadOnlySpan<char> text, int at) =>
        text[at] is ':' or '-' or '>' && (text[..(at + 1)].EndsWith("::") || text[at..].StartsWith("::") || text[at..].StartsWith("->") || text[..(at + 1)].EndsWith("->")) && at > 0 && at + 1 < text.Length && IsOfWord(text[0]) && IsOfWord(text[^1]);

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    private static int Find(string text, string signed, int from)
    {
        for (var at = from; (at = text.IndexOf(signed, at, StringComparison.Ordinal)) >= 0; at++)
        {
            var end = at + signed.Length;
            if ((at == 0 || !Goes(text[at - 1], signed[0], signed)) && (end == text.Length || !Goes(text[end], signed[^1], signed)))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Whether what is beside one goes on with it: a letter with a letter or an option's sign, a sign with the same, and a sign with any other where there are only such.</summary>
    private static bool Goes(char beside, char edge, string signed) =>
        IsOfWord(beside) ? IsOfWord(edge) || (HasWord(signed) && !char.IsLetterOrDigit(edge))
        : beside == edge || (IsOfWord(edge) ? signed[0] == '-' && beside == '-' : !HasWord(signed) && Operators.Contains(beside));

    private static string WithoutEscapes(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && char.IsAscii(text[at + 1]) && (char.IsPunctuation(text[at + 1]) || char.IsSymbol(text[at + 1])))
            {
                at++;
            }

            plain.Append(text[at]);
        }

        return plain.ToString();
    }
}

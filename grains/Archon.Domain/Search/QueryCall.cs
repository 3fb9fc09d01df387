using System.Text;

namespace Archon.Domain.Search;

/// <summary>
/// Calls in a query: <c>range(10)</c>. What stands before the parenthesis is a name; what stands inside are somebody's own arguments, which no text need have.
/// </summary>
public static class QueryCall
{
    /// <summary>The name of the call that the query is, arguments and all; null when it is anything else.</summary>
    /// <param name="text">The query.</param>
    public static string? NameIn(string text)
    {
        var typed = text.AsSpan().Trim().TrimEnd(";:");
        var open = typed.IndexOf('(');
        return open > 0 && IsName(typed[..open]) && End(typed, open) == typed.Length ? typed[..open].ToString() : null;
    }

    /// <summary>A query without the arguments of its calls, and the parentheses; of one that nothing closes, without the rest of its word.</summary>
    /// <param name="text">The query.</param>
    public static string WithoutArguments(string text)
    {
        StringBuilder? names = null;
        var from = 0;
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '(' && IsOfWord(text[at - 1]))
            {
                (names ??= new StringBuilder()).Append(text, from, at - from);
                from = End(text, at);
                at = from;
            }
        }

        return names is null ? text : names.Append(text, from, text.Length - from).ToString();
    }

    // Of os.path.join, Vec::new, self->size and git-rebase.
    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!IsOfWord(letter) && letter is not ('.' or ':' or '-' or '>'))
            {
                return false;
            }
        }

        return (char.IsLetter(text[0]) || text[0] == '_') && IsOfWord(text[^1]);
    }

    /// <summary>Where what is behind the arguments begins.</summary>
    private static int End(ReadOnlySpan<char> text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return text[open..].IndexOfAny(' ', '\t', '\n') is var blank and >= 0 ? open + blank : text.Length;
    }

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}

using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>
/// What the commands behind <c>&gt;&gt;&gt;</c> say of their language: Haskell's doctests have the prompt of Python's, and so have other programs. Strings and comments say
/// nothing, and neither do lines that continue a command.
/// </summary>
internal struct PythonEvidence
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Keywords = FrozenSet.Create(
        StringComparer.Ordinal,
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "exec", "finally", "for", "from", "global", "if", "import", "in", "is",
        "lambda", "nonlocal", "not", "or", "pass", "print", "raise", "return", "try", "while", "with", "yield").GetAlternateLookup<ReadOnlySpan<char>>();

    // Signs that it has not, or in strings and comments only.
    private static readonly string[] Foreign = ["=>", "===", "&&", "||", "<- ", "-- ", " . ", "$", "`", "++ ", "(< ", "(> ", "(+)", "(*)", "(/"];

    private Token _last;
    private bool _isFirst;
    private bool _isDefinition;
    private bool _isFrom;
    private bool _hasFor;
    private bool _isCertain;
    private bool _isApplied;
    private bool _isForeign;
    private int _brackets;

    // What stands before, as far as it matters for what may follow.
    private enum Token
    {
        None,
        Keyword,
        Word,
        Value,
    }

    /// <summary>A command has what Python has and hardly anything else: a call, a statement, a string of several letters in single quotes.</summary>
    public bool IsProven { get; private set; }

    /// <summary>A command cannot be Python: <c>maybe False odd (Just 3)</c>.</summary>
    /// <remarks>
    /// What follows a word and a blank in parentheses is a call in some hands, so it counts only where nothing is proven. Nothing counts beside
    /// <c>from … import</c>: what an author left open (<c>&lt;file data&gt;</c>) is no Python either.
    /// </remarks>
    public readonly bool IsDenied => !_isCertain && (_isForeign || (_isApplied && !IsProven));

    /// <summary>Some line behind a prompt cannot be Python.</summary>
    public static bool IsDeniedIn(ReadOnlySpan<char> code)
    {
        var evidence = default(PythonEvidence);
        foreach (var range in code.Split('\n'))
        {
            if (code[range].TrimStart() is ['>', '>', '>', ' ', .. var command])
            {
                evidence.Read(command);
            }
        }

        return evidence.IsDenied;
    }

    /// <summary>Reads the first line of a command.</summary>
    public void Read(ReadOnlySpan<char> command)
    {
        command = command.Trim();
        (_last, _isFirst, _isDefinition, _isFrom, _hasFor, _brackets) = (Token.None, true, false, false, false, 0);

        // The commands of IPython and GHCi.
        if (command is ['%' or '!' or '?', ..] or [] || command[^1] == '?')
        {
            return;
        }

        _isForeign |= command[0] == ':';
        for (var i = 0; i < command.Length && command[i] != '#';)
        {
            var isApart = i > 0 && char.IsWhiteSpace(command[i - 1]);
            var length = char.IsWhiteSpace(command[i]) && !command[i..].StartsWith(" . ") ? 1
                : LanguageClues.IsOfWord(command[i]) ? ReadWord(command, i, isApart)
                : command[i] is '"' or '\'' ? ReadString(command, i, isApart)
                : ReadSign(command, i, isApart);
            i += length;
        }
    }

    private int ReadWord(ReadOnlySpan<char> command, int at, bool isApart)
    {
        var length = 1;
        while (at + length < command.Length && LanguageClues.IsOfWord(command[at + length]))
        {
            length++;
        }

        var word = command.Slice(at, length);
        if (!Keywords.Contains(word))
        {
            _isForeign |= isApart && _last is Token.Word or Token.Value;
            IsProven |= word.SequenceEqual("None");
            (_last, _isFirst) = (char.IsAsciiDigit(word[0]) ? Token.Value : Token.Word, false);
            return length;
        }

        var rest = command[(at + length)..].TrimStart();
        _isDefinition |= _isFirst && word is "def";
        _isFrom |= _isFirst && word is "from";
        _isCertain |= _isFrom && word is "import";
        _hasFor |= word is "for";
        IsProven |= word is "lambda" || (word is "in" && _hasFor)
            || (_isFirst && (word is "assert" or "await" or "def" or "del" or "for" or "from" or "raise" or "while" or "with" || (word is "import" && rest is [>= 'a' and <= 'z', ..])));
        (_last, _isFirst) = (Token.Keyword, false);
        return length;
    }

    private int ReadString(ReadOnlySpan<char> command, int at, bool isApart)
    {
        var quote = command[at];
        _isForeign |= isApart && _last is Token.Word;
        if (command[at..] is ['"', '"', '"', ..] or ['\'', '\'', '\'', ..])
        {
            return command.Length - at;
        }

        var end = at + 1;
        while (end < command.Length && command[end] != quote)
        {
            end += command[end] == '\\' ? 2 : 1;
        }

        // One that is not closed is none: foldl' has an apostrophe.
        _isForeign |= end >= command.Length;
        IsProven |= quote == '\'' && end - at > 2 && command[at + 1] != '\\';
        (_last, _isFirst) = (Token.None, false);
        return end + 1 - at;
    }

    private int ReadSign(ReadOnlySpan<char> command, int at, bool isApart)
    {
        var rest = command[at..];
        foreach (var foreign in Foreign)
        {
            _isForeign |= rest.StartsWith(foreign);
        }

        _brackets += rest[0] switch { '[' => 1, ']' => -1, _ => 0 };
        _isForeign |= rest[0] switch
        {
            '[' or '{' => isApart && _last == Token.Word,
            ';' => rest.Length == 1,
            '\\' => rest.Length > 1,
            '!' => rest is not ['!', '=', ..],
            ':' => _brackets == 0 && rest is [_, ':', ..],
            '.' => rest is [_, '.', not '.', ..],
            '-' => !_isDefinition && rest is [_, '>', ..],
            _ => false,
        };
        _isApplied |= rest[0] == '(' && isApart && _last == Token.Word;
        IsProven |= (rest[0] == '(' && !isApart && (_last == Token.Word || command[..at].EndsWith("print"))) || (rest[0] == '@' && _isFirst);
        (_last, _isFirst) = (rest[0] is ')' or ']' ? Token.Value : Token.None, false);
        return 1;
    }
}

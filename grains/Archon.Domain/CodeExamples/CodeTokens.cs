namespace Archon.Domain.CodeExamples;

/// <summary>
/// The words and signs of code as hashes, one after the other, without blanks and comments: what is left of it when the way it is laid out does not matter. Linear.
/// </summary>
internal ref struct CodeTokens(ReadOnlySpan<char> code, CommentStyle comments)
{
    private readonly ReadOnlySpan<char> _code = code;
    private readonly CommentStyle _comments = comments;
    private int _at;
    private int _stringEnd;

    /// <summary>The next one; 0 at the end.</summary>
    public ulong Next()
    {
        while (_at < _code.Length)
        {
            var letter = _code[_at];
            if (char.IsWhiteSpace(letter))
            {
                _at++;
            }
            else if (_comments != CommentStyle.None && _at >= _stringEnd && CommentLength() is var length and > 0)
            {
                _at += length;
            }
            else if (char.IsAsciiLetterOrDigit(letter) || letter == '_' || letter > 127)
            {
                return Word();
            }
            else
            {
                if (letter is '"' or '\'' or '`' && _at >= _stringEnd && _comments != CommentStyle.None)
                {
                    _stringEnd = StringEnd(letter);
                }

                _at++;
                return Mix(letter);
            }
        }

        return 0;
    }

    /// <summary>Brings every bit to every other (the finish of MurmurHash3, Appleby); never 0.</summary>
    public static ulong Mix(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
            hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
            hash ^= hash >> 33;
        }

        return hash == 0 ? 1 : hash;
    }

    // FNV-1a: the same on every machine.
    private ulong Word()
    {
        var hash = 14695981039346656037UL;
        for (; _at < _code.Length && _code[_at] is var letter && (char.IsAsciiLetterOrDigit(letter) || letter == '_' || (letter > 127 && !char.IsWhiteSpace(letter))); _at++)
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return Mix(hash);
    }

    // A string ends on its line; an apostrophe that nothing closes is none.
    private readonly int StringEnd(char quote)
    {
        for (var i = _at + 1; i < _code.Length && _code[i] != '\n'; i++)
        {
            if (_code[i] == quote)
            {
                return i + 1;
            }

            i += _code[i] == '\\' ? 1 : 0;
        }

        return _at;
    }

    private readonly int CommentLength()
    {
        var rest = _code[_at..];
        var ofLine = ((_comments & CommentStyle.Slashes) != 0 && rest.StartsWith("//"))
            || ((_comments & CommentStyle.Dashes) != 0 && rest.StartsWith("--"))
            || ((_comments & CommentStyle.Hash) != 0 && rest[0] == '#' && (_at == 0 || char.IsWhiteSpace(_code[_at - 1])));
        if (ofLine)
        {
            return rest.IndexOf('\n') is var end and >= 0 ? end : rest.Length;
        }

        return (_comments & CommentStyle.Slashes) != 0 && rest.StartsWith("/*") ? rest[2..].IndexOf("*/") is var close and >= 0 ? close + 4 : 0 : 0;
    }
}

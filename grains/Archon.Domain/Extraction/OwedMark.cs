namespace Archon.Domain.Extraction;

/// <summary>What the item in the making begins with, once it has a letter.</summary>
internal sealed class OwedMark
{
    private string? _mark;
    private char _sign;

    public bool IsOwed => _mark is not null;

    /// <summary>Syntax that is written before the next visible letter, whatever is a block before that. The last one counts; null for none.</summary>
    /// <param name="mark">The syntax.</param>
    /// <param name="sign">A letter that says the same and is not written when the text begins with it; U+0000 for none.</param>
    public void Owe(string? mark, char sign = '\0')
    {
        _mark = mark;
        _sign = sign;
    }

    /// <summary>Text without the sign that the mark stands for, if it begins with that.</summary>
    public ReadOnlySpan<char> WithoutSign(ReadOnlySpan<char> text)
    {
        if (_sign == '\0' || text.TrimStart() is not [var first, .. var rest] || first != _sign)
        {
            return text;
        }

        _sign = '\0';

        // Behind the sign may stand how it is shown.
        return rest is ['\ufe0e' or '\ufe0f', .. var behind] ? behind : rest;
    }

    public void WriteTo(CharBuffer text)
    {
        if (_mark is not null)
        {
            text.Append(_mark);
            Owe(null);
        }
    }
}

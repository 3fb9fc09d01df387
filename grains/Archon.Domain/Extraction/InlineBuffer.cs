using System.Buffers;

namespace Archon.Domain.Extraction;

/// <summary>
/// One paragraph in the making. Blanks collapse as a browser collapses them, text is escaped, and delimiters are written only
/// where CommonMark will read them as such: an emphasis that would not open or close where it stands is given up, never its words.
/// </summary>
internal sealed class InlineBuffer
{
    private static readonly SearchValues<char> Special =
        SearchValues.Create(" \t\n\r\f\v\u00a0\u200b\ufeff\u00ad`\\*_~[](<&|");

    private readonly CharBuffer _text = new();
    private readonly CodeSpans _code;
    private readonly ClosedMarks _closed;
    private readonly OwedMark _owed = new();
    private readonly List<InlineMark> _marks = [];
    private bool _pendingBlank;
    private bool _pendingBreak;
    private int _links;

    // The end of the last box, and the last edge of one that stands apart from words, too.
    private int _boxEnd = -1;
    private int _edge = -1;

    public InlineBuffer()
    {
        _code = new CodeSpans(_text);
        _closed = new ClosedMarks(_text);
    }

    /// <summary>How a line break is written.</summary>
    public string LineBreak { get; set; } = "\\\n";

    public bool InCell { get; set; }

    /// <summary>A link is open.</summary>
    public bool InLink => _marks.Exists(mark => mark.Kind == InlineMarkKind.Link);

    public bool HasText => _text.Length > 0;

    /// <summary>A line break is owed before the next visible letter.</summary>
    public bool HasPendingBreak => _pendingBreak && HasText;

    /// <summary>The last letter, delimiters aside, is no sign.</summary>
    public bool EndsWithWord => _text.Span.TrimEnd("*_~`") is [.., var last] && (char.IsLetterOrDigit(last) || last is ')' or ']' or '>');

    public ReadOnlySpan<char> Text => _text.Span;

    public void Append(ReadOnlySpan<char> text)
    {
        text = _owed.WithoutSign(text);

        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Special);

            if (plain != 0)
            {
                var run = plain < 0 ? text : text[..plain];
                BeforeVisible(run[0]);
                _text.Append(run);

                if (plain < 0)
                {
                    return;
                }

                text = text[plain..];
            }

            AppendSpecial(text[0], text[1..]);
            text = text[1..];
        }
    }

    /// <summary>The state of a box, as text.</summary>
    public void AppendMark(string mark)
    {
        BeforeVisible('[');
        _text.Append(mark.AsSpan().TrimEnd());
        _pendingBlank = true;
    }

    /// <summary>Code in running text, between as many backticks as it needs.</summary>
    public void AppendCode(string content)
    {
        var code = OneLine.Of(content);

        if (code.Length == 0)
        {
            _pendingBlank |= content.Length > 0;
            return;
        }

        _pendingBlank |= char.IsWhiteSpace(content[0]);
        BeforeVisible('`');
        _code.Append(code, InCell);
        _pendingBlank = char.IsWhiteSpace(content[^1]);
    }

    /// <summary>A blank as code.</summary>
    public void AppendBlankCode()
    {
        BeforeVisible('`');
        _code.AppendBlank();
    }

    public void AppendImage(string alternative, string address, string? title)
    {
        BeforeVisible('!');
        _text.Append("![");
        _links++;
        Append(OneLine.Of(alternative));
        _links--;
        LinkTarget.Append(_text, address, InCell, title);
    }

    /// <inheritdoc cref="OwedMark.Owe"/>
    public void Owe(string? mark, char sign = '\0') => _owed.Owe(mark, sign);

    /// <summary>Text right behind what was owed and has been written; nothing when no letter came.</summary>
    public void EndOwed(string text)
    {
        if (!_owed.IsOwed && HasText)
        {
            _text.Append(text);
            _pendingBlank = false;
        }

        Owe(null);
    }

    public void Blank() => _pendingBlank = true;

    /// <summary>Text in a box of its own begins: beside another it stands apart, and perhaps beside words.</summary>
    public void BeginBox(bool isApart = false)
    {
        _pendingBlank |= _boxEnd == _text.Length;
        _edge = isApart ? _text.Length : _edge;
    }

    public void EndBox(bool isApart = false) => (_boxEnd, _edge) = (_text.Length, isApart ? _text.Length : _edge);

    public void Break()
    {
        _pendingBreak = true;
        _pendingBlank = false;
    }

    public void Open(InlineMarkKind kind, string? address = null)
    {
        var isRepeated = kind != InlineMarkKind.None && _marks.Exists(mark => mark.Kind == kind);
        _marks.Add(new InlineMark(isRepeated ? InlineMarkKind.None : kind, address));
    }

    public void Close()
    {
        var mark = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        WriteClosing(mark);
    }

    /// <summary>Ends the paragraph; what is still open is closed in it and opens again in the next.</summary>
    public void Finish()
    {
        for (var index = _marks.Count - 1; index >= 0; index--)
        {
            WriteClosing(_marks[index]);
            _marks[index].Start = InlineMark.NotWritten;
            _marks[index].IsGivenUp = false;
        }
    }

    /// <summary>Forgets the paragraph, not what is open.</summary>
    public void Clear()
    {
        _text.Clear();
        _pendingBlank = _pendingBreak = false;
        _code.Forget();
        _closed.Forget();
        _boxEnd = _edge = -1;
        _links = 0;
    }

    public void Reset()
    {
        Clear();
        _marks.Clear();
        Owe(null);
    }

    private void AppendSpecial(char letter, ReadOnlySpan<char> after)
    {
        switch (letter)
        {
            case ' ' or '\t' or '\n' or '\r' or '\f' or '\v' or '\u00a0':
                _pendingBlank = true;
                return;

            // Invisible places where a browser may break a word.
            case '\u200b' or '\ufeff' or '\u00ad':
                return;
        }

        var isFirst = _text.Length == 0;
        BeforeVisible(letter);
        var before = isFirst ? '\0' : _text.Last;

        if (InlineEscaper.NeedsBackslash(letter, before, after, inLink: _links > 0, InCell))
        {
            _text.Append('\\');
        }

        _text.Append(letter);
    }

    private void BeforeVisible(char next)
    {
        if (_text.Length == 0)
        {
            _pendingBlank = _pendingBreak = false;
        }

        if (_pendingBreak)
        {
            _text.Append(LineBreak);
        }
        else if (_pendingBlank || (_edge == _text.Length && EndsWithWord && (char.IsLetterOrDigit(next) || next is '`' or '[' or '/')))
        {
            _text.Append(' ');
        }
        else if (_closed.EndTheText && char.IsLetterOrDigit(next) && _closed.TakeBack())
        {
            _code.Forget();
        }

        _pendingBlank = _pendingBreak = false;

        _owed.WriteTo(_text);

        foreach (var mark in _marks)
        {
            if (mark.Start == InlineMark.NotWritten && !mark.IsGivenUp)
            {
                WriteOpening(mark, next);
            }
        }
    }

    private void WriteOpening(InlineMark mark, char next)
    {
        var before = _text.Last;

        if (mark.IsEmphasis && ((char.IsLetterOrDigit(before) && ClosedMarks.IsPunctuation(next)) || _closed.EndTheText))
        {
            mark.IsGivenUp = true;
            return;
        }

        if (mark.Kind == InlineMarkKind.Link)
        {
            _links++;

            if (before == '!')
            {
                _text.Insert(_text.Length - 1, '\\');
            }
        }

        mark.Start = _text.Length;
        _text.Append(mark.Opening);
    }

    private void WriteClosing(InlineMark mark)
    {
        if (mark.Start == InlineMark.NotWritten || mark.Kind == InlineMarkKind.None)
        {
            return;
        }

        if (mark.Kind == InlineMarkKind.Link)
        {
            _links--;
            LinkTarget.Append(_text, mark.Address!, InCell);
            return;
        }

        var start = _text.Length;
        _text.Append(mark.Closing);

        if (mark.IsEmphasis)
        {
            _closed.Add(mark, start);
        }
    }
}

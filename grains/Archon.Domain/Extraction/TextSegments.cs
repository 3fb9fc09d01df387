namespace Archon.Domain.Extraction;

/// <summary>
/// Text that only grows, apart from what is taken off its end. Kept in pieces: one array that doubles would, for a page of some megabytes,
/// be copied and thrown away a dozen times, the last times on the heap for large objects.
/// </summary>
internal sealed class TextSegments
{
    // 64 KB a piece: below what the runtime calls a large object.
    private const int SegmentLength = 32 * 1024;

    private readonly List<char[]> _full = [];
    private char[] _last = new char[1024];
    private int _used;

    public int Length { get; private set; }

    public void Append(char letter)
    {
        if (_used == _last.Length)
        {
            Grow();
        }

        _last[_used++] = letter;
        Length++;
    }

    public void Append(char letter, int count)
    {
        for (; count > 0; count--)
        {
            Append(letter);
        }
    }

    public void Append(ReadOnlySpan<char> text)
    {
        Length += text.Length;
        while (!text.IsEmpty)
        {
            if (_used == _last.Length)
            {
                Grow();
            }

            var part = text[..Math.Min(text.Length, _last.Length - _used)];
            part.CopyTo(_last.AsSpan(_used));
            _used += part.Length;
            text = text[part.Length..];
        }
    }

    /// <summary>Takes the letters of this kind off the end.</summary>
    public void TrimEnd(char letter)
    {
        while (Length > 0)
        {
            if (_used == 0)
            {
                _last = _full[^1];
                _used = _last.Length;
                _full.RemoveAt(_full.Count - 1);
            }

            if (_last[_used - 1] != letter)
            {
                return;
            }

            _used--;
            Length--;
        }
    }

    /// <summary>Takes all letters behind the first ones off the end.</summary>
    /// <param name="length">How many stay.</param>
    public void Truncate(int length)
    {
        while (Length - length > _used)
        {
            Length -= _used;
            _last = _full[^1];
            _used = _last.Length;
            _full.RemoveAt(_full.Count - 1);
        }

        _used -= Length - length;
        Length = length;
    }

    public void Clear()
    {
        // The pieces of a long text are not kept for the short ones after it.
        _full.Clear();
        Length = _used = 0;
    }

    public override string ToString() => string.Create(Length, this, static (text, segments) =>
    {
        foreach (var segment in segments._full)
        {
            segment.CopyTo(text);
            text = text[segment.Length..];
        }

        segments._last.AsSpan(0, segments._used).CopyTo(text);
    });

    // A piece that is not yet of full length doubles, so a small page stays small.
    private void Grow()
    {
        if (_last.Length < SegmentLength)
        {
            Array.Resize(ref _last, _last.Length * 2);
            return;
        }

        _full.Add(_last);
        _last = new char[SegmentLength];
        _used = 0;
    }
}

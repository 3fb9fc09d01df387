namespace Archon.Domain.Extraction;

/// <summary>A growing text that can be looked at and mended anywhere in constant time, which a StringBuilder cannot.</summary>
internal sealed class CharBuffer
{
    private char[] _letters = new char[1024];

    public int Length { get; private set; }

    public char this[int index] => _letters[index];

    public char Last => Length > 0 ? _letters[Length - 1] : '\0';

    public ReadOnlySpan<char> Span => _letters.AsSpan(0, Length);

    public void Append(char letter)
    {
        Reserve(1);
        _letters[Length++] = letter;
    }

    public void Append(char letter, int count)
    {
        Reserve(count);
        _letters.AsSpan(Length, count).Fill(letter);
        Length += count;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_letters.AsSpan(Length));
        Length += text.Length;
    }

    public void Insert(int index, char letter)
    {
        Reserve(1);
        Array.Copy(_letters, index, _letters, index + 1, Length - index);
        _letters[index] = letter;
        Length++;
    }

    public void Remove(int index, int count)
    {
        Array.Copy(_letters, index + count, _letters, index, Length - index - count);
        Length -= count;
    }

    public void Truncate(int length) => Length = length;

    public void Clear() => Length = 0;

    public override string ToString() => new(_letters, 0, Length);

    private void Reserve(int count)
    {
        if (Length + count > _letters.Length)
        {
            Array.Resize(ref _letters, Math.Max(_letters.Length * 2, Length + count));
        }
    }
}

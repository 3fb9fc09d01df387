namespace Archon.Domain.Urls;

/// <summary>Writes an address into a buffer that never grows. Once full it stays <see cref="Overflowed"/>.</summary>
internal ref struct UrlWriter(Span<char> buffer)
{
    private readonly Span<char> _buffer = buffer;

    public int Length { get; private set; }

    public bool Overflowed { get; private set; }

    public readonly ReadOnlySpan<char> Written => _buffer[..Length];

    public void Append(char value)
    {
        if (Length >= _buffer.Length)
        {
            Overflowed = true;
            return;
        }

        _buffer[Length++] = value;
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (!text.TryCopyTo(_buffer[Length..]))
        {
            Overflowed = true;
            return;
        }

        Length += text.Length;
    }

    /// <summary>Appends one byte as <c>%XX</c>.</summary>
    public void AppendEscaped(byte value)
    {
        const string Hex = "0123456789ABCDEF";
        Append('%');
        Append(Hex[value >> 4]);
        Append(Hex[value & 15]);
    }

    /// <summary>Takes back everything after the first <paramref name="length"/> characters.</summary>
    public void CutTo(int length) => Length = length;
}

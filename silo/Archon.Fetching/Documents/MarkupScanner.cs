using System.Text;

namespace Archon.Fetching.Documents;

/// <summary>Walks the attributes of one tag, from behind its name to its closing bracket or the end of the bytes.</summary>
internal ref struct MarkupScanner(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Bytes walked so far.</summary>
    public int Position { get; private set; }

    /// <summary>The next attribute, its name in lower case; false at the end of the tag.</summary>
    public bool NextAttribute(out string name, out string value)
    {
        (name, value) = (string.Empty, string.Empty);
        SkipWhile(" \t\r\n\f/"u8);
        if (Position >= bytes.Length || bytes[Position] == '>')
        {
            return false;
        }

        // The first byte belongs to the name even if it is "=".
        name = Take(1 + LengthUntil(Position + 1, " \t\r\n\f/>="u8)).ToLowerInvariant();
        SkipWhile(" \t\r\n\f"u8);
        if (Position < bytes.Length && bytes[Position] == '=')
        {
            Position++;
            SkipWhile(" \t\r\n\f"u8);
            value = TakeValue();
        }

        return true;
    }

    private string TakeValue()
    {
        if (Position >= bytes.Length)
        {
            return string.Empty;
        }

        var quote = bytes[Position];
        if (quote is not ((byte)'"' or (byte)'\''))
        {
            return Take(LengthUntil(Position, " \t\r\n\f>"u8));
        }

        Position++;
        var value = Take(LengthUntil(Position, [quote]));
        Position = Math.Min(Position + 1, bytes.Length);
        return value;
    }

    private readonly int LengthUntil(int from, ReadOnlySpan<byte> stops)
    {
        var rest = from < bytes.Length ? bytes[from..] : default;
        var length = rest.IndexOfAny(stops);
        return length < 0 ? rest.Length : length;
    }

    private string Take(int length)
    {
        var taken = Encoding.Latin1.GetString(bytes.Slice(Position, length));
        Position += length;
        return taken;
    }

    private void SkipWhile(ReadOnlySpan<byte> skipped)
    {
        var rest = bytes[Position..];
        var length = rest.IndexOfAnyExcept(skipped);
        Position += length < 0 ? rest.Length : length;
    }
}

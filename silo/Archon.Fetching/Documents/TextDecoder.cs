using System.Text;

namespace Archon.Fetching.Documents;

/// <summary>Turns bytes into text: by byte order mark, else the header's charset, else what the markup says of itself, else UTF-8.</summary>
internal static class TextDecoder
{
    public static string Decode(ReadOnlySpan<byte> bytes, string? headerCharset, bool mayBeMarkup)
    {
        var (encoding, markLength) = ByMark(bytes);
        encoding ??= Charsets.Find(headerCharset)
            ?? (mayBeMarkup ? Charsets.FindInMarkup(MarkupCharset.Find(bytes)) : null)
            ?? Charsets.Utf8;
        return encoding.GetString(bytes[markLength..]);
    }

    public static bool HasByteOrderMark(ReadOnlySpan<byte> bytes) => ByMark(bytes).Length > 0;

    private static (Encoding? Encoding, int Length) ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Charsets.Utf8, 3),
        [0xFE, 0xFF, ..] => (Charsets.Utf16BigEndian, 2),
        [0xFF, 0xFE, ..] => (Charsets.Utf16LittleEndian, 2),
        _ => (null, 0),
    };
}

using System.Text;

namespace Archon.Fetching.Documents;

/// <summary>
/// Finds the charset that markup states of itself within its first 1,024 bytes (WHATWG HTML, "prescan a byte stream to determine
/// its encoding"; and the encoding of an XML declaration).
/// </summary>
internal static class MarkupCharset
{
    private const int Scanned = 1024;

    public static string? Find(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, Scanned)];
        if (head.StartsWith("<?xml"u8) && head.IndexOf("?>"u8) is var end and > 0)
        {
            var declaration = new MarkupScanner(head[5..end]);
            while (declaration.NextAttribute(out var name, out var value))
            {
                if (name == "encoding")
                {
                    return value;
                }
            }
        }

        return FindMeta(head);
    }

    private static string? FindMeta(ReadOnlySpan<byte> head)
    {
        for (var at = 0; (at = NextTag(head, at)) >= 0;)
        {
            var rest = head[at..];
            if (rest.StartsWith("<!--"u8))
            {
                var close = rest[2..].IndexOf("-->"u8);
                if (close < 0)
                {
                    return null;
                }

                at += 2 + close + 3;
                continue;
            }

            var nameLength = NameLength(rest[1..]);
            if (nameLength == 0)
            {
                // "<!", "<?", "</" or a bare "<".
                at++;
                continue;
            }

            var scanner = new MarkupScanner(rest[(1 + nameLength)..]);
            var isMeta = Ascii.EqualsIgnoreCase(rest.Slice(1, nameLength), "meta"u8);
            if (ReadTag(ref scanner, isMeta) is { } charset)
            {
                return charset;
            }

            at += 1 + nameLength + scanner.Position;
        }

        return null;
    }

    /// <summary>Reads a tag to its end; what a meta says counts as charset="…" or as http-equiv="content-type" with content="…charset=…".</summary>
    private static string? ReadTag(ref MarkupScanner scanner, bool isMeta)
    {
        string? charset = null;
        string? content = null;
        var isContentType = false;
        while (scanner.NextAttribute(out var name, out var value))
        {
            switch (name)
            {
                case "charset":
                    charset ??= value;
                    break;
                case "content":
                    content ??= value;
                    break;
                case "http-equiv":
                    isContentType |= value.Equals("content-type", StringComparison.OrdinalIgnoreCase);
                    break;
            }
        }

        if (!isMeta)
        {
            return null;
        }

        return charset ?? (isContentType && content is not null ? InContent(content) : null);
    }

    private static string? InContent(string content)
    {
        for (var at = 0; (at = content.IndexOf("charset", at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += "charset".Length;
            var rest = content.AsSpan(at).TrimStart();
            if (rest is not ['=', ..])
            {
                continue;
            }

            rest = rest[1..].TrimStart();
            var end = rest is ['"' or '\'', ..] ? rest[1..].IndexOf(rest[0]) + 1 : rest.IndexOfAny(" ;\t\r\n");
            return rest[..(end <= 0 ? rest.Length : end)].Trim("\"'").ToString();
        }

        return null;
    }

    private static int NextTag(ReadOnlySpan<byte> head, int from)
    {
        var next = from < head.Length ? head[from..].IndexOf((byte)'<') : -1;
        return next < 0 ? -1 : from + next;
    }

    private static int NameLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (length < bytes.Length && char.IsAsciiLetterOrDigit((char)bytes[length]))
        {
            length++;
        }

        return length;
    }
}

using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes XHTML as the HTML that means the same (HTML Living Standard, 13.1.2 and 14.2): an HTML parser takes <c>&lt;script/&gt;</c> for the begin of a script that swallows the
/// page, and a CDATA section for a comment. Linear, without a tree; what is no XML is passed on as it is, for many a page says that it is XHTML and is not.
/// </summary>
public static class Xhtml
{
    public const string MediaType = "application/xhtml+xml";

    private const string SectionStart = "<![CDATA[";
    private const string SectionEnd = "]]>";

    private static readonly FrozenSet<string> Void = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> VoidBySpan = Void.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// 1. An empty element that HTML closes by an end tag gets one. 2. The end tag of a void element goes: HTML takes <c>&lt;/br&gt;</c> for another. 3. What stands in a CDATA
    /// section is text. 4. Processing instructions, the XML declaration among them, go.
    /// </summary>
    public static string ToHtml(string xhtml)
    {
        ArgumentNullException.ThrowIfNull(xhtml);
        var html = new StringBuilder(xhtml.Length + 256);
        var (position, kept) = (0, 0);
        while (position < xhtml.Length && xhtml.IndexOf('<', position) is var start and >= 0)
        {
            var rest = xhtml.AsSpan(start);

            // 3.
            if (rest.StartsWith(SectionStart))
            {
                html.Append(xhtml, kept, start - kept);
                var inside = start + SectionStart.Length;
                var end = EndOf(xhtml, inside, SectionEnd);
                html.Append(WebUtility.HtmlEncode(xhtml[inside..(end - (IsClosed(xhtml, end, SectionEnd) ? SectionEnd.Length : 0))]));
                (position, kept) = (end, end);
                continue;
            }

            // 4.
            if (rest.StartsWith("<?"))
            {
                html.Append(xhtml, kept, start - kept);
                position = kept = EndOf(xhtml, start, "?>");
                continue;
            }

            if (rest.StartsWith("<!--"))
            {
                position = EndOf(xhtml, start + 4, "-->");
                continue;
            }

            position = start;
            if (rest.Length < 2 || rest[1] == '!' || !HtmlTagScanner.Next(xhtml, ref position, out var tag) || tag.Start != start)
            {
                position = start + 1;
                continue;
            }

            // 1. and 2.
            var isVoid = VoidBySpan.Contains(tag.NameIn(xhtml));
            var isEmpty = !tag.IsEnd && tag.End - 2 >= tag.NameEnd && xhtml[tag.End - 1] == '>' && xhtml[tag.End - 2] == '/';
            if (tag.IsEnd && isVoid)
            {
                html.Append(xhtml, kept, start - kept);
                kept = tag.End;
            }
            else if (isEmpty && !isVoid)
            {
                html.Append(xhtml, kept, tag.End - 2 - kept).Append("></").Append(tag.NameIn(xhtml)).Append('>');
                kept = tag.End;
            }
        }

        return kept == 0 ? xhtml : html.Append(xhtml, kept, xhtml.Length - kept).ToString();
    }

    private static int EndOf(string text, int from, string mark) => text.IndexOf(mark, from, StringComparison.Ordinal) is var end and >= 0 ? end + mark.Length : text.Length;

    private static bool IsClosed(string text, int end, string mark) => text.AsSpan(0, end).EndsWith(mark);
}

using System.Buffers;
using System.Text;

namespace Archon.Domain.Extraction;

/// <summary>Finds the tags of a page one after another, in linear time and without building anything.</summary>
internal static class HtmlTagScanner
{
    private static readonly SearchValues<char> EndsName = SearchValues.Create(" \t\n\r\f/>");

    /// <summary>A tag as it stands in the page.</summary>
    /// <param name="Start">Where its <c>&lt;</c> stands.</param>
    /// <param name="NameStart">Where its name begins.</param>
    /// <param name="NameEnd">Where its name ends.</param>
    /// <param name="End">Behind its <c>&gt;</c>.</param>
    /// <param name="IsEnd">It closes an element.</param>
    public readonly record struct Tag(int Start, int NameStart, int NameEnd, int End, bool IsEnd)
    {
        public ReadOnlySpan<char> NameIn(string html) => html.AsSpan(NameStart, NameEnd - NameStart);

        public ReadOnlySpan<char> AttributesIn(string html) => html.AsSpan(NameEnd, Math.Max(0, End - 1 - NameEnd));
    }

    /// <summary>Moves behind the next tag; false at the end of the page.</summary>
    public static bool Next(string html, ref int position, out Tag tag)
    {
        while (position < html.Length)
        {
            var offset = html.AsSpan(position).IndexOf('<');

            if (offset < 0 || position + offset + 1 >= html.Length)
            {
                break;
            }

            var start = position + offset;
            var isEnd = html[start + 1] == '/';
            var name = start + (isEnd ? 2 : 1);

            if (name < html.Length && char.IsAsciiLetter(html[name]))
            {
                var nameLength = html.AsSpan(name).IndexOfAny(EndsName);
                var nameEnd = nameLength < 0 ? html.Length : name + nameLength;
                position = EndOfTag(html, nameEnd);
                tag = new Tag(start, name, nameEnd, position, isEnd);
                return true;
            }

            position = html[start + 1] is '!' or '?' ? EndOfDeclaration(html, start) : start + 1;
        }

        position = html.Length;
        tag = default;
        return false;
    }

    /// <summary>Where the end tag of an element begins that holds no tags; the page's end when there is none.</summary>
    public static int EndOfRawText(string html, int position, ReadOnlySpan<char> name)
    {
        while (position < html.Length)
        {
            var offset = html.AsSpan(position).IndexOf("</");

            if (offset < 0)
            {
                break;
            }

            position += offset;

            if (html.AsSpan(position + 2).StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return position;
            }

            position += 2;
        }

        return html.Length;
    }

    private static int EndOfTag(string html, int position)
    {
        while (position < html.Length)
        {
            var offset = html.AsSpan(position).IndexOfAny('>', '"', '\'');

            if (offset < 0)
            {
                return html.Length;
            }

            position += offset;

            if (html[position] == '>')
            {
                return position + 1;
            }

            // A quote opens a value only behind "="; anywhere else it is a letter like others.
            var close = html.AsSpan(0, position).TrimEnd().EndsWith('=') ? html.AsSpan(position + 1).IndexOf(html[position]) : -1;
            position = close < 0 ? position + 1 : position + close + 2;
        }

        return html.Length;
    }

    /// <summary>What stands between two tags without comments, doctypes and the like.</summary>
    public static string TextIn(string html, int start, int end)
    {
        StringBuilder? text = null;
        for (var at = start; at + 1 < end && html.AsSpan(at, end - at - 1).IndexOf('<') is var offset and >= 0;)
        {
            at += offset;
            if (html[at + 1] is not ('!' or '?'))
            {
                at++;
                continue;
            }

            text = (text ?? new StringBuilder()).Append(html, start, at - start);
            start = at = Math.Min(end, EndOfDeclaration(html, at));
        }

        return text is null ? html[start..end] : text.Append(html, start, end - start).ToString();
    }

    private static int EndOfDeclaration(string html, int start)
    {
        var isComment = html.AsSpan(start).StartsWith("<!--");
        var end = isComment ? html.AsSpan(start + 2).IndexOf("-->") : html.AsSpan(start).IndexOf('>');
        return end < 0 ? html.Length : start + end + (isComment ? 5 : 1);
    }
}

using System.Buffers;
using System.Net;
using System.Text;

namespace Archon.Domain.Extraction;

/// <summary>
/// Reads a page without building a tree, for pages no parser should be asked to nest: paragraphs, headings, code blocks and
/// links, in linear time. What is navigation cannot be told here and stays in.
/// </summary>
internal static class TagStripper
{
    private static readonly SearchValues<char> EndsValue = SearchValues.Create(" \t\n\r\f>");

    public static ExtractedPage Read(string html, Uri address, CancellationToken cancellationToken)
    {
        var output = new BlockOutput();
        var inline = new InlineBuffer();
        var links = new LinkCollector();
        var resolver = new LinkResolver();
        var budget = new NodeBudget(cancellationToken);
        var title = "";
        var heading = 0;
        var position = 0;
        var text = 0;
        string? baseReference = null;

        while (HtmlTagScanner.Next(html, ref position, out var tag))
        {
            budget.Spend();
            inline.Append(Decode(html, text, tag.Start));
            text = position;
            var name = tag.NameIn(html).ToString().ToLowerInvariant();
            var kind = HtmlTags.Of(name);

            if (!tag.IsEnd && (kind is HtmlTag.Preformatted || name is "script" or "style" or "textarea" or "title" or "iframe"))
            {
                var end = HtmlTagScanner.EndOfRawText(html, position, name);

                if (kind is HtmlTag.Preformatted)
                {
                    WriteParagraph(output, inline, ref heading);
                    WriteFence(output, Strip(html[position..end]));
                }
                else if (name == "title" && title.Length == 0)
                {
                    title = OneLine.Of(Decode(html, position, end));
                }

                text = position = end;
                continue;
            }

            if (kind.IsBlock() || kind is HtmlTag.LineBreak)
            {
                WriteParagraph(output, inline, ref heading);
                heading = kind.IsHeading() && !tag.IsEnd ? kind - HtmlTag.Heading1 + 1 : 0;
            }

            if (tag.IsEnd)
            {
                continue;
            }

            switch (name)
            {
                case "a" or "area":
                    AddLink(links, tag.AttributesIn(html), "href");
                    break;

                case "frame" or "iframe":
                    AddLink(links, tag.AttributesIn(html), "src");
                    break;

                case "base":
                    baseReference ??= ValueOf(tag.AttributesIn(html), "href");
                    break;
            }
        }

        inline.Append(Decode(html, text, html.Length));
        WriteParagraph(output, inline, ref heading);
        resolver.Begin(address, baseReference);
        return new ExtractedPage { Title = title, Markdown = output.ToString(), Links = links.Resolve(resolver) };
    }

    private static void WriteParagraph(BlockOutput output, InlineBuffer inline, ref int heading)
    {
        if (inline.HasText)
        {
            output.BeginBlock();

            if (heading > 0)
            {
                output.Append('#', heading);
                output.Append(' ');
            }

            var owed = heading > 0 ? -1 : InlineEscaper.BlockStart(inline.Text);
            output.Append(inline.Text[..Math.Max(0, owed)]);
            output.Append(owed >= 0 ? "\\" : "");
            output.Append(inline.Text[Math.Max(0, owed)..]);
            output.EndLine();
        }

        heading = 0;
        inline.Clear();
    }

    private static void WriteFence(BlockOutput output, string code)
    {
        if (!string.IsNullOrWhiteSpace(code))
        {
            output.BeginBlock();
            output.Append(TextFence.Around(code, language: ""));
        }
    }

    private static string Strip(string html)
    {
        var code = new StringBuilder(html.Length);
        var position = 0;
        var text = 0;

        while (HtmlTagScanner.Next(html, ref position, out var tag))
        {
            code.Append(html, text, tag.Start - text);

            if (tag.NameIn(html).Equals("br", StringComparison.OrdinalIgnoreCase))
            {
                code.Append('\n');
            }

            text = position;
        }

        code.Append(html, text, html.Length - text);
        var content = WebUtility.HtmlDecode(code.ToString()).ReplaceLineEndings("\n");
        return content.StartsWith('\n') ? content[1..] : content;
    }

    private static string Decode(string html, int start, int end) => end > start ? WebUtility.HtmlDecode(HtmlTagScanner.TextIn(html, start, end)) : "";

    private static void AddLink(LinkCollector links, ReadOnlySpan<char> attributes, string name)
    {
        if (ValueOf(attributes, name) is { } reference)
        {
            links.Add(reference);
        }
    }

    private static string? ValueOf(ReadOnlySpan<char> attributes, string name)
    {
        var start = attributes.IndexOf(name, StringComparison.OrdinalIgnoreCase);

        if (start < 0)
        {
            return null;
        }

        var rest = attributes[(start + name.Length)..].TrimStart();

        if (!rest.StartsWith("="))
        {
            return null;
        }

        rest = rest[1..].TrimStart();
        var isQuoted = rest.StartsWith("\"") || rest.StartsWith("'");
        var end = isQuoted ? rest[1..].IndexOf(rest[0]) + 1 : rest.IndexOfAny(EndsValue);
        var value = end <= 0 ? rest : rest[(isQuoted ? 1 : 0)..end];
        return WebUtility.HtmlDecode(value.ToString());
    }
}

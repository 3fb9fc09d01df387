using System.Collections.Frozen;

namespace Archon.Domain.Extraction;

/// <summary>
/// A cheap linear look at a page's tags before it is parsed. An HTML parser searches its stack of open elements at most tags, so
/// a page costs about the sum of the depths at which its tags stand: harmless on pages people write, minutes on 100,000 open
/// <c>div</c>s.
/// </summary>
internal static class NestingGuard
{
    private const int DeepestStack = 1000;
    private const long CostliestPage = 60_000_000;

    // Elements without content, and those an equal sibling or a parent's end closes.
    private static readonly FrozenSet<string> NotNesting = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "option",
        "optgroup", "rp", "rt", "rb", "rtc", "html", "head", "body", "a", "nobr", "button", "h1", "h2", "h3", "h4", "h5", "h6");

    // Elements that live on after their parent's end and open again in the next paragraph.
    private static readonly FrozenSet<string> Formatting = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u");

    private static readonly FrozenSet<string> RawText = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "script", "style", "textarea", "title", "xmp", "noframes", "iframe", "noembed", "plaintext");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NotNestingBySpan = NotNesting.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FormattingBySpan = Formatting.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> RawTextBySpan = RawText.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsTooTangled(string html)
    {
        Span<int> stack = stackalloc int[DeepestStack];
        var depth = 0;
        var formatting = 0;
        var cost = 0L;
        var position = 0;

        while (HtmlTagScanner.Next(html, ref position, out var tag))
        {
            var name = tag.NameIn(html);

            if (NotNestingBySpan.Contains(name))
            {
                cost += depth + formatting;
                continue;
            }

            var hash = string.GetHashCode(name, StringComparison.OrdinalIgnoreCase);

            if (tag.IsEnd)
            {
                var open = stack[..depth].LastIndexOf(hash);
                cost += open < 0 ? depth : depth - open;
                depth = open < 0 ? depth : open;
                formatting -= formatting > 0 && FormattingBySpan.Contains(name) ? 1 : 0;
                continue;
            }

            formatting += FormattingBySpan.Contains(name) ? 1 : 0;
            cost += depth + formatting;

            if (cost > CostliestPage || depth == DeepestStack)
            {
                return true;
            }

            if (RawTextBySpan.Contains(name))
            {
                position = HtmlTagScanner.EndOfRawText(html, position, name);
                continue;
            }

            stack[depth++] = hash;
        }

        return cost > CostliestPage;
    }
}

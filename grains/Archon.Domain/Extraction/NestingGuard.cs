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
    private static readonly string[] NotNesting =
    [
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "option",
        "optgroup", "rp", "rt", "rb", "rtc", "html", "head", "body", "a", "nobr", "button", "h1", "h2", "h3", "h4", "h5", "h6",
    ];

    // Elements that live on after their parent's end and open again in the next paragraph.
    private static readonly string[] Formatting = ["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];

    private static readonly string[] RawText = ["script", "style", "textarea", "title", "xmp", "noframes", "iframe", "noembed", "plaintext"];

    private static readonly FrozenDictionary<string, Kind>.AlternateLookup<ReadOnlySpan<char>> Kinds = NotNesting.Select(name => (Name: name, Kind: Kind.NotNesting))
        .Concat(Formatting.Select(name => (Name: name, Kind: Kind.Formatting)))
        .Concat(RawText.Select(name => (Name: name, Kind: Kind.RawText)))
        .ToFrozenDictionary(element => element.Name, element => element.Kind, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private enum Kind
    {
        Nesting,
        NotNesting,
        Formatting,
        RawText,
    }

    /// <param name="html">The page.</param>
    /// <param name="tags">How many tags it has, start and end; of one that is too tangled, those up to where that was found out.</param>
    public static bool IsTooTangled(string html, out int tags)
    {
        tags = 0;
        Span<int> stack = stackalloc int[DeepestStack];
        var depth = 0;
        var formatting = 0;
        var cost = 0L;
        var position = 0;

        while (HtmlTagScanner.Next(html, ref position, out var tag))
        {
            tags++;
            var name = tag.NameIn(html);

            var kind = Kinds.TryGetValue(name, out var known) ? known : Kind.Nesting;

            if (kind == Kind.NotNesting)
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
                formatting -= formatting > 0 && kind == Kind.Formatting ? 1 : 0;
                continue;
            }

            formatting += kind == Kind.Formatting ? 1 : 0;
            cost += depth + formatting;

            if (cost > CostliestPage || depth == DeepestStack)
            {
                return true;
            }

            if (kind == Kind.RawText)
            {
                position = HtmlTagScanner.EndOfRawText(html, position, name);
                continue;
            }

            stack[depth++] = hash;
        }

        return cost > CostliestPage;
    }
}

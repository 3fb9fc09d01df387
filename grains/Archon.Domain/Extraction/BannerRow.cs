using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells a site's header that is a table before all text: one row of a picture and links, one in each cell, of which one leads home (Boost).</summary>
internal static class BannerRow
{
    private const int FewestLinks = 3;

    /// <summary>Whether a table before which nothing stands is one.</summary>
    public static bool Is(IElement table)
    {
        var (rows, links, pictures, leadsHome) = (0, 0, 0, false);
        return Read(table, ref rows, ref links, ref pictures, ref leadsHome) && rows == 1 && links >= FewestLinks && pictures > 0 && leadsHome;
    }

    private static bool Read(IElement part, ref int rows, ref int links, ref int pictures, ref bool leadsHome)
    {
        foreach (var node in PageNodes.Of(part))
        {
            var fits = node switch
            {
                IText text => string.IsNullOrWhiteSpace(text.Data),
                IElement { LocalName: "tbody" } body => Read(body, ref rows, ref links, ref pictures, ref leadsHome),
                IElement { LocalName: "tr" } row => ++rows == 1 && Read(row, ref rows, ref links, ref pictures, ref leadsHome),
                IElement { LocalName: "td" } cell => ReadCell(cell, ref links, ref pictures, ref leadsHome),
                _ => false,
            };

            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadCell(IElement cell, ref int links, ref int pictures, ref bool leadsHome)
    {
        var only = cell.FirstElementChild;
        if (only is null || cell.ChildElementCount > 1)
        {
            return only is null && !PageNodes.HasText(cell);
        }

        var picture = only is { LocalName: "img" } ? only : only is { LocalName: "a", ChildElementCount: 1, FirstElementChild: { LocalName: "img" } inside } ? inside : null;
        if (picture is not null)
        {
            pictures++;
            return !PageNodes.HasText(cell);
        }

        var words = only.TextContent.AsSpan().Trim();
        links++;
        leadsHome |= words.Equals("Home", StringComparison.OrdinalIgnoreCase);
        return only.LocalName == "a" && only.GetAttribute("href") is { Length: > 0 } reference && reference[0] != '#' && cell.TextContent.AsSpan().Trim().Length == words.Length;
    }
}

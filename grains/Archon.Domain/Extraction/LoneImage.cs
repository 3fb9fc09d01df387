using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// A picture without words for it that is all of a paragraph or of a table's cell, or one of a few different ones that are all of a paragraph. Whoever adorns a text does not give that a paragraph of its own; what keeps a place, parts a page or is
/// a site's is known by its address, its name or its size.
/// </summary>
internal static class LoneImage
{
    // Pixels. Icons have less.
    private const int LeastSide = 33;
    private const int MostWrappers = 3;

    // More are a row of signs.
    private const int MostInParagraph = 4;

    private static readonly FrozenSet<string> Forms = ControlWords.Words("png jpg jpeg gif svg svgz webp avif bmp");

    public static bool Is(IElement image)
    {
        var around = image.ParentElement;
        for (var levels = 0; levels < MostWrappers && around is { LocalName: "picture" or "span" or "a" or "center" or "b" or "i" or "em" or "strong" }; levels++)
        {
            if (around.LocalName == "a" && !LeadsToPicture(around.GetAttribute("href")))
            {
                return false;
            }

            around = around.ParentElement;
        }

        return around is { LocalName: "p" or "td" } && IsAllOf(around) && !IsSmall(image.GetAttribute("width")) && !IsSmall(image.GetAttribute("height"))
            && !OrnamentName.IsIn(image.ClassName) && !OrnamentName.IsIn(image.Id) && !OrnamentName.IsIn(around.ClassName) && !OrnamentName.IsOfAddress(image.GetAttribute("src"))
            && image.Closest("noscript") is null;
    }

    /// <summary>Whether a file's name ends as that of a picture does.</summary>
    public static bool IsForm(ReadOnlySpan<char> ending) => Forms.GetAlternateLookup<ReadOnlySpan<char>>().Contains(ending);

    private static bool LeadsToPicture(string? reference)
    {
        var address = reference.AsSpan();
        address = address.IndexOfAny('?', '#') is var end and >= 0 ? address[..end] : address;
        return address.LastIndexOf('.') is var dot and >= 0 && IsForm(address[(dot + 1)..]);
    }

    private static bool IsAllOf(IElement block)
    {
        // A part of a cell ends with a mark, and is never its first.
        if (PageNodes.HasText(block) || block.LastElementChild is { LocalName: "wbr" })
        {
            return false;
        }

        var shown = block.QuerySelectorAll("img, svg, input, button, iframe, object");
        return shown.Length == 1
            || (block.LocalName == "p" && shown.Length <= MostInParagraph && shown.All(picture => picture.LocalName == "img" && !IsSmall(picture.GetAttribute("width")) && !OrnamentName.IsOfAddress(picture.GetAttribute("src")))
                && shown.DistinctBy(picture => picture.GetAttribute("src"), StringComparer.Ordinal).Count() == shown.Length);
    }

    private static bool IsSmall(string? side) => side is not null && int.TryParse(side.AsSpan().Trim().TrimEnd("px"), out var pixels) && pixels < LeastSide;
}

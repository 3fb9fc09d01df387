using System.Globalization;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Where an image really lies. What a script loads later has its address in a data attribute and a stand-in in <c>src</c>; it may also stand in a
/// <c>srcset</c> alone, in the <c>picture</c> around, or in the <c>noscript</c> behind.
/// </summary>
internal static class ImageAddress
{
    private static readonly string[] Lazy = ["data-src", "data-original", "data-lazy-src", "src"];
    private static readonly string[] Sets = ["data-srcset", "data-lazy-srcset", "srcset"];

    /// <summary>The absolute address; null when it has none, or is written in the page itself (<c>data:</c>).</summary>
    public static string? Of(IElement image, LinkResolver links)
    {
        if ((Stated(image, Lazy, links) ?? InSets(image, links)) is { } own)
        {
            return own;
        }

        if (image.ParentElement is { LocalName: "picture" } picture)
        {
            foreach (var source in PageNodes.ElementsOf(picture))
            {
                if (InSets(source, links) is { } address)
                {
                    return address;
                }
            }
        }

        return image.NextElementSibling is { LocalName: "noscript" } fallback && ImageIn(fallback) is { } real
            ? Stated(real, Lazy, links) ?? InSets(real, links)
            : null;
    }

    /// <summary>It is there to be counted, or to keep a place.</summary>
    public static bool IsPixel(IElement image) => image.GetAttribute("width") is "0" or "1" || image.GetAttribute("height") is "0" or "1";

    /// <summary>It is what a figure shows, perhaps in a link or in what enlarges it. A figure may show code, with signs in its caption.</summary>
    public static bool IsOfFigure(IElement image)
    {
        var around = image.ParentElement;
        while (around is { LocalName: "picture" or "div" or "span" or "a" or "button" })
        {
            around = around.ParentElement;
        }

        return around is { LocalName: "figure" } && !BoilerplateRules.HoldsCode(around);
    }

    private static IElement? ImageIn(IElement fallback) => PageNodes.HasText(fallback) ? null : fallback.QuerySelector("img");

    private static string? Stated(IElement element, string[] attributes, LinkResolver links)
    {
        foreach (var attribute in attributes)
        {
            if (element.GetAttribute(attribute) is { Length: > 0 } reference && links.Resolve(reference) is { } address)
            {
                return address;
            }
        }

        return null;
    }

    private static string? InSets(IElement element, LinkResolver links)
    {
        foreach (var attribute in Sets)
        {
            if (element.GetAttribute(attribute) is { Length: > 0 } set && Largest(set) is { Length: > 0 } reference && links.Resolve(reference) is { } address)
            {
                return address;
            }
        }

        return null;
    }

    // "a.png 1x, b.png 2x": commas may stand in an address, but not at its end (HTML Living Standard, 4.8.4.3.10).
    private static string Largest(string set)
    {
        var (best, most) = ("", -1.0);
        for (var rest = set.AsSpan().TrimStart(" \t\r\n\f,"); !rest.IsEmpty; rest = rest.TrimStart(" \t\r\n\f,"))
        {
            var end = rest.IndexOfAny(" \t\r\n\f") is var blank and >= 0 ? blank : rest.Length;
            var reference = rest[..end];
            rest = rest[end..];
            var size = 1.0;
            if (!reference.EndsWith(","))
            {
                var comma = rest.IndexOf(',') is var found and >= 0 ? found : rest.Length;
                var descriptor = rest[..comma].Trim();
                size = descriptor.Length > 1 && double.TryParse(descriptor[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var stated) ? stated : size;
                rest = rest[comma..];
            }

            if (size > most)
            {
                (best, most) = (reference.TrimEnd(',').ToString(), size);
            }
        }

        return best;
    }
}

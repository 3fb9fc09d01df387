using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes what stands in a page and is not of it: a video, another page, a document. A name that it has leads to it; else what its author wrote for those who cannot see it is text
/// (<see cref="SubstituteText"/>), and else its address gives it a name. Of a gauge its words are text, and of a map of a picture what its parts are called.
/// </summary>
internal sealed class EmbeddedWriter(MarkdownWriter writer, LinkResolver links)
{
    /// <summary>Whether an element is one that says something.</summary>
    public static bool Is(IElement element, in ElementFacts facts)
    {
        var says = element.LocalName switch
        {
            "iframe" or "embed" => IsThere(element),
            "video" or "audio" or "object" => IsThere(element) || HasSubstitute(element),
            "canvas" or "noscript" => HasSubstitute(element),
            "meter" or "progress" => PageNodes.HasText(element),
            "map" => PageNodes.ElementsOf(element).Any(IsPart),
            _ => false,
        };

        return says && !facts.IsHidden && !facts.IsAriaHidden && !facts.Has(ClassTraits.Hidden) && !ImageAddress.IsPixel(element);
    }

    public void Write(IElement element)
    {
        writer.Inline.Blank();
        if (element.LocalName == "map")
        {
            foreach (var part in PageNodes.ElementsOf(element).Where(IsPart))
            {
                WriteLink(part.GetAttribute("alt")!, links.Resolve(part.GetAttribute("href")!));
            }
        }
        else if (IsNamed(element))
        {
            WriteLink(NameOf(element)!, EmbeddedAddress.Of(element) is { } reference ? links.Resolve(reference) : null);
        }
        else if (EmbeddedAddress.Of(element) is not { } stated || links.Resolve(stated) is not { } address || EmbeddedAddress.IsOfSite(element) || (HasSubstitute(element) && !IsUnled(element)))
        {
            writer.WriteChildren(element);
        }
        else if (EmbeddedAddress.IsPicture(element, address))
        {
            writer.Inline.AppendImage(EmbeddedAddress.NameOf(stated, address), address, title: null);
        }
        else
        {
            WriteLink(EmbeddedAddress.NameOf(stated, address), address);
            if (HasSubstitute(element))
            {
                writer.WriteChildren(element);
            }
        }

        writer.Inline.Blank();
    }

    private void WriteLink(string name, string? address)
    {
        writer.Inline.Open(address is null ? InlineMarkKind.None : InlineMarkKind.Link, address);
        writer.Inline.Append(OneLine.Of(name));
        writer.Inline.Close();
        writer.Inline.Blank();
    }

    private static bool IsThere(IElement element) => (IsNamed(element) || EmbeddedAddress.Of(element) is not null) && !EmbeddedAddress.IsOfSite(element);

    // What is said of a film leads to it nowhere.
    private static bool IsUnled(IElement element) => element.LocalName is "video" or "audio" && !PageNodes.Holds(element, HtmlSegment.BitsOf(HtmlTag.Link, HtmlTag.Image));

    private static bool IsPart(IElement part) => part is { LocalName: "area" } && !string.IsNullOrWhiteSpace(part.GetAttribute("alt")) && part.HasAttribute("href");

    private static bool IsNamed(IElement element) => !string.IsNullOrWhiteSpace(NameOf(element));

    private static string? NameOf(IElement element) => element.LocalName == "noscript" ? null : element.GetAttribute("aria-label") ?? element.GetAttribute("title");

    // Sphinx repeats the source of a graph in it.
    private static bool HasSubstitute(IElement element) =>
        element.ClassName?.Contains("graphviz", StringComparison.Ordinal) is not true
        && (SubstituteText.Is(element) || PageNodes.ElementsOf(element).Any(child => child.LocalName is "embed" or "iframe" or "object" or "video" && IsThere(child)));
}

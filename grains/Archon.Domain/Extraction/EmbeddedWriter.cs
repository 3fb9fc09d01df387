using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes what stands in a page and is not of it: a video, another page, a document. A name that it has leads to it; else what its author wrote for those who cannot see it is text, unless
/// that only says what their browser cannot do. Of a gauge its words are text, and of a map of a picture what its parts are called.
/// </summary>
internal sealed class EmbeddedWriter(MarkdownWriter writer, LinkResolver links)
{
    /// <summary>Whether an element is one that says something.</summary>
    public static bool Is(IElement element, in ElementFacts facts)
    {
        var says = element.LocalName switch
        {
            "iframe" or "embed" => IsNamed(element),
            "video" or "audio" or "object" => IsNamed(element) || HasSubstitute(element),
            "canvas" => HasSubstitute(element),
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
                WriteLink(part.GetAttribute("alt")!, part.GetAttribute("href"));
            }
        }
        else if (IsNamed(element))
        {
            WriteLink(NameOf(element)!, element.GetAttribute("src") ?? element.GetAttribute("data") ?? SourceOf(element));
        }
        else
        {
            writer.WriteChildren(element);
        }

        writer.Inline.Blank();
    }

    private void WriteLink(string name, string? reference)
    {
        var address = reference is null ? null : links.Resolve(reference);
        writer.Inline.Open(address is null ? InlineMarkKind.None : InlineMarkKind.Link, address);
        writer.Inline.Append(OneLine.Of(name));
        writer.Inline.Close();
        writer.Inline.Blank();
    }

    private static bool IsPart(IElement part) => part is { LocalName: "area" } && !string.IsNullOrWhiteSpace(part.GetAttribute("alt")) && part.HasAttribute("href");

    private static bool IsNamed(IElement element) => !string.IsNullOrWhiteSpace(NameOf(element));

    private static string? NameOf(IElement element) => element.GetAttribute("aria-label") ?? element.GetAttribute("title");

    private static string? SourceOf(IElement element) => PageNodes.ElementsOf(element).FirstOrDefault(child => child.LocalName == "source")?.GetAttribute("src");

    // Sphinx repeats the source of a graph in it.
    private static bool HasSubstitute(IElement element) =>
        element.ClassName?.Contains("graphviz", StringComparison.Ordinal) is not true
        && (PageNodes.HasText(element) || BoilerplateRules.Holds(element, HtmlTag.Image))
        && !element.TextContent.Contains("browser", StringComparison.OrdinalIgnoreCase);
}

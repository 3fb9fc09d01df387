using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Writes pictures: with their address where they have one, else in the words for them. What adorns or counts is none, and a formula's is its source.</summary>
internal sealed class ImageWriter(MarkdownWriter writer, LinkResolver links)
{
    public void Write(IElement element, in ElementFacts facts)
    {
        var alternative = element.GetAttribute("alt");
        if (facts.Has(ClassTraits.FormulaSource) && !string.IsNullOrWhiteSpace(alternative))
        {
            writer.Inline.AppendCode(FormulaSource.OfText(alternative) ?? alternative);
            return;
        }

        var isDecoration = (alternative is not null && string.IsNullOrWhiteSpace(alternative) && !ImageAddress.IsOfFigure(element) && !(IsInText && LoneImage.Is(element)))
            || element.GetAttribute("role") is "presentation" or "none" || (alternative is "+" or "-" && IsSwitch(element) && !StandsInSentence(element));

        if (isDecoration || ImageAddress.IsPixel(element))
        {
            return;
        }

        var address = ImageAddress.Of(element, links);
        var isLetter = element.ClassName?.Contains("emoji", StringComparison.OrdinalIgnoreCase) is true;

        if (address is null || isLetter)
        {
            writer.Inline.Append(alternative);
            return;
        }

        var name = NameOf(alternative, element.GetAttribute("title"), address);
        writer.Inline.AppendImage(name, address, ImageTitle.Of(element, name, address));
    }

    // What opens something on the page, or may be looked at closer (Doxygen, Racket).
    private static bool IsSwitch(IElement element)
    {
        var name = FileName(element.GetAttribute("src") ?? "");
        name = name.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? name[..dot] : name;
        return name is "closed" or "open" or "opened" or "plus" or "minus" or "expand" or "collapse" or "magnify";
    }

    private static bool StandsInSentence(IElement element) => element.PreviousSibling is IText before && before.Data.Any(char.IsLetterOrDigit);

    private bool IsInText => (writer.Filter.InArticle || writer.Headings.HasBegun) && !writer.Filter.InHeader;

    private static string NameOf(string? alternative, string? title, string address) =>
        !string.IsNullOrWhiteSpace(alternative) ? alternative
        : !string.IsNullOrWhiteSpace(title) ? title
        : FileName(address);

    private static string FileName(string address)
    {
        var path = address.AsSpan();
        var end = path.IndexOfAny('?', '#');
        path = end < 0 ? path : path[..end];
        return path[(path.LastIndexOf('/') + 1)..].ToString();
    }
}

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells an aside between two parts of the text that is little more than links: its author's leads elsewhere in sentences or below words that say what for; a site's lists its pages, its versions, the tongues it is written in and what is done with the page.
/// </summary>
internal static class FurtherReading
{
    private static readonly string[] Openings = ["see also", "further reading", "prerequisites", "before you begin", "before you start", "references", "see", "for more", "for details", "based on", "adapted from", "requires"];

    /// <summary>Whether an aside leads elsewhere for its author.</summary>
    public static bool Is(IElement aside) =>
        (Opens(aside) || (EndsSentence(aside) && SentenceLinks.AreAllOf(aside))) && !SiteWords.AreInFooter(aside) && !SiteWords.Offer(aside);

    /// <summary>Whether the links of an aside lead to the page in other tongues, or to where it is edited.</summary>
    public static bool LeadsToSelf(IElement aside)
    {
        var links = aside.QuerySelectorAll("a[href]");
        return links.Length > 0 && (links.All(link => ControlWords.SayTongue(link.TextContent)) || links.Any(link => IsOfEditing(link.GetAttribute("href")!)));
    }

    private static bool IsOfEditing(string reference) =>
        reference.Contains("://git", StringComparison.OrdinalIgnoreCase) && reference.Contains("/edit/", StringComparison.Ordinal);

    private static bool Opens(IElement aside)
    {
        var line = FirstLineOf(aside).AsSpan().TrimStart();
        foreach (var words in Openings)
        {
            if (line.StartsWith(words, StringComparison.OrdinalIgnoreCase) && (line.Length == words.Length || !char.IsLetterOrDigit(line[words.Length])))
            {
                return true;
            }
        }

        return false;
    }

    // The text that comes first, outside of links.
    private static string? FirstLineOf(IElement element)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text when !string.IsNullOrWhiteSpace(text.Data):
                    return text.Data;

                case IElement child when PageNodes.HasText(child):
                    return child.LocalName == "a" ? null : FirstLineOf(child);
            }
        }

        return null;
    }

    private static bool EndsSentence(IElement aside) => aside.TextContent.AsSpan().TrimEnd().TrimEnd(")]\"'”’»") is [.., '.' or '。'];
}

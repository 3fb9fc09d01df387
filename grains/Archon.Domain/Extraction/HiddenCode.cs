using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells an example that a page hides, as of all but one of the languages that it can be shown in (Slate), from what a program keeps hidden for itself: an example says what language it is in.
/// </summary>
internal static class HiddenCode
{
    /// <summary>Whether a hidden element is code in a stated language, or a block with such code and nothing else to read.</summary>
    public static bool Is(IElement element, in ElementFacts facts) =>
        facts.Tag is HtmlTag.Preformatted ? CodeLanguage.Of(element).Length > 0
        : facts.Tag is HtmlTag.Block && BoilerplateRules.HoldsCode(element) && OnlyCodeIn(element) is { } code && CodeLanguage.Of(code).Length > 0;

    private static IElement? OnlyCodeIn(IElement block)
    {
        IElement? only = null;

        foreach (var node in PageNodes.Of(block))
        {
            if (node is IText text ? string.IsNullOrWhiteSpace(text.Data) : node is not IElement child || HtmlTags.Of(child.LocalName) is HtmlTag.Button or HtmlTag.Silent)
            {
                continue;
            }

            if (only is not null || node is not IElement element)
            {
                return null;
            }

            only = HtmlTags.Of(element.LocalName) switch
            {
                HtmlTag.Preformatted => element,
                HtmlTag.Block => OnlyCodeIn(element),
                _ => null,
            };

            if (only is null)
            {
                return null;
            }
        }

        return only;
    }
}

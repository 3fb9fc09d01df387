using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>All that the rules ask of one element, read in one pass over its attributes. Its id may be the name of an anchor.</summary>
internal readonly record struct ElementFacts(HtmlTag Tag, ClassTraits Traits, string Role, bool IsHidden, bool IsAriaHidden, string Id)
{
    /// <summary>What an id says of a place in the layout.</summary>
    public const ClassTraits Layout = ClassTraits.Document | ClassTraits.PerhapsDocument | ClassTraits.Boilerplate | ClassTraits.Contents;

    public bool Has(ClassTraits traits) => (Traits & traits) != 0;

    /// <summary>Something of tabs, or perhaps: a label.</summary>
    public bool IsOfTabs => Has(ClassTraits.TabPanel | ClassTraits.TabPanels | ClassTraits.TabSet | ClassTraits.TabLabels) || Tag is HtmlTag.Label || Role is "tablist" or "tab" or "tabpanel" || Tag is HtmlTag.Navigation;

    public static ElementFacts Of(IElement element, ClassVocabulary vocabulary)
    {
        var tag = HtmlTags.Of(element.LocalName);
        var attributes = element.Attributes;
        var count = attributes.Length;

        if (count == 0)
        {
            return new ElementFacts(tag, ClassTraits.None, "", false, false, "");
        }

        var traits = ClassTraits.None;
        var role = "";
        var id = "";
        var hidden = false;
        var ariaHidden = false;

        for (var index = 0; index < count; index++)
        {
            var attribute = attributes[index]!;

            switch (attribute.LocalName)
            {
                case "class":
                    traits |= vocabulary.Of(attribute.Value);
                    break;

                case "id":
                    id = attribute.Value;
                    // An id names one thing of one page, so only the names that mean a place in the layout are believed, and not where the section is called so.
                    var place = vocabulary.Of(attribute.Value) & Layout;
                    traits |= (place & ClassTraits.Boilerplate) != 0 && SectionHeading.IsNamedBy(element, attribute.Value) ? place & ~ClassTraits.Boilerplate : place;
                    break;

                // Scaladoc names what a type in a signature is.
                case "name" when tag is HtmlTag.Link && id.Length == 0 && element.ClassName != "extype":
                    id = attribute.Value;
                    break;

                case "itemprop" when attribute.Value == "articleBody":
                    traits |= ClassTraits.Document;
                    break;

                case "role":
                    role = attribute.Value;
                    break;

                case "hidden":
                    hidden |= attribute.Value != "until-found";
                    break;

                case "aria-expanded":
                    traits |= ClassTraits.Control;
                    break;

                case "data-bs-toggle" or "data-toggle" when attribute.Value == "collapse":
                    traits |= ClassTraits.Control;
                    break;

                case "data-bs-toggle" or "data-toggle" when attribute.Value is "tab" or "pill":
                    traits |= ClassTraits.TabLabels;
                    break;

                case "panel" when element.LocalName is "sl-tab" or "wa-tab":
                    traits |= ClassTraits.TabLabels;
                    break;

                case "name" when element.LocalName is "sl-tab-panel" or "wa-tab-panel":
                    traits |= ClassTraits.TabPanel;
                    break;

                case "aria-hidden":
                    ariaHidden = attribute.Value == "true";
                    break;

                case "style":
                    hidden |= Says(attribute.Value, "display");
                    traits |= Says(attribute.Value, "user-select") ? ClassTraits.Prompt : ClassTraits.None;
                    break;

                case "unselectable":
                    traits |= ClassTraits.Prompt;
                    break;
            }
        }

        return new ElementFacts(tag, traits, role, hidden, ariaHidden, id);
    }

    // "display: none"
    private static bool Says(string style, string property)
    {
        var start = style.IndexOf(property, StringComparison.OrdinalIgnoreCase);

        if (start < 0)
        {
            return false;
        }

        var rest = style.AsSpan(start + property.Length).TrimStart();
        return rest.StartsWith(":") && rest[1..].TrimStart().StartsWith("none", StringComparison.OrdinalIgnoreCase);
    }
}

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A control of the page that may open text (<see cref="CollapsedText"/>).</summary>
/// <param name="element">The control.</param>
/// <param name="target">The id of what it opens; null when it names none.</param>
/// <param name="end">Letters of text on the page up to its end.</param>
internal sealed class TextControl(IElement element, string? target, int end)
{
    public IElement Element => element;

    /// <summary>The id of what it opens; null when it names none.</summary>
    public string? Target => target;

    /// <summary>Letters of text on the page up to its end.</summary>
    public int End => end;

    /// <summary>Nothing but its place says that it opens something.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Its class says that it opens text.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whatever text it opens is the document's.</summary>
    public bool IsSure { get; init; }

    public bool IsBelieved { get; set; }

    public bool IsRefused { get; set; }

    /// <summary>Whether what it opens, or would, is text of the document.</summary>
    public bool MayOpen(IElement panel)
    {
        if (IsRefused || (!IsSure && ControlWords.SayTongue(Element.TextContent) && BoilerplateRules.Holds(panel, HtmlTag.Link)))
        {
            return false;
        }

        // A list to choose from has links or things to do, whatever it is called.
        if (!BoilerplateRules.HoldsCode(panel)
            && (ControlWords.NameChoice(panel.ClassName) || (!IsSure && (ControlWords.NameChoice(panel.Id)
                || (ControlWords.NameSite(panel.ClassName) && !(UnopenedText.IsPopup(panel) && !BoilerplateRules.Holds(panel, HtmlTag.Link) && !BoilerplateRules.Holds(panel, HtmlTag.Button)))))))
        {
            return false;
        }

        return IsSure ? PanelText.Is(panel) : PanelText.IsProse(panel, Element.TextContent);
    }
}

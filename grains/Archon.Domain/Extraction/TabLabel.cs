using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What a tab is called.</summary>
/// <param name="Text">Its words; what its title says when it shows a sign.</param>
/// <param name="Id">Its id; null for none.</param>
/// <param name="Panel">The id of the panel that it says it opens; null for none.</param>
internal sealed record TabLabel(string Text, string? Id, string? Panel)
{
    private const int LongestText = 80;

    /// <summary>Null when the tab says nothing.</summary>
    public static TabLabel? Of(IElement tab, PlainText words)
    {
        var text = TextOf(tab, words);
        return text.Length == 0 ? null : new TabLabel(text.Length <= LongestText ? text : text[..LongestText], tab.Id, PanelOf(tab));
    }

    /// <summary>The id of the panel that a tab says it opens; null for none.</summary>
    public static string? PanelOf(IElement tab) =>
        tab.GetAttribute("aria-controls") ?? Fragment(tab.GetAttribute("href")) ?? Fragment(tab.GetAttribute("data-bs-target")) ?? Fragment(tab.GetAttribute("data-target"))
            ?? tab.GetAttribute("panel") ?? tab.GetAttribute("data-tab");

    /// <summary>Whether the label and the panel name one another.</summary>
    public bool IsOf(IElement panel) =>
        (Panel is { Length: > 0 } && (Panel == panel.Id || Panel == panel.GetAttribute("name"))) || (Id is { Length: > 0 } && Id == panel.GetAttribute("aria-labelledby"));

    private static string TextOf(IElement tab, PlainText words)
    {
        var text = OneLine.Of(words.Of(tab));
        return text.Any(char.IsLetterOrDigit) ? text : (tab.GetAttribute("title") ?? tab.GetAttribute("aria-label"))?.Trim() is { Length: > 0 } stated ? stated : text;
    }

    private static string? Fragment(string? reference) => reference is ['#', .. var fragment] ? fragment : null;
}

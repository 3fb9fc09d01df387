using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells a button that is a heading, a term, a caption or a header cell, or a word of one, from those that copy, share and choose beside it. Such a line is parsed with all that stands in it.
/// </summary>
internal static class LineButton
{
    // Siblings are looked for among all that stand beside them.
    private const int MostNodesOfSentence = 64;

    /// <summary>Whether the line itself says that the button is text.</summary>
    public static bool IsOf(IElement line, IElement button) => ControlLine.IsOf(line, button) || IsBetweenWords(button) || IsAboutSomething(button) || IsOfPair(button);

    /// <summary>Whether it is a choice of something of the site: "v2.1 ▾".</summary>
    /// <param name="line">What it stands in.</param>
    /// <param name="button">The button.</param>
    /// <param name="isRefused">It opens no text.</param>
    public static bool IsChoice(IElement line, IElement button, bool isRefused) =>
        ControlWords.SaySite(button.TextContent)
        && (isRefused || OpeningControl.OpensMenu(button) || OpeningControl.ShowsMenu(button) || OpeningControl.StandsInChoice(button, line));

    /// <summary>Whether nothing but its words tells a button from one that does something with the line. What copies and runs is not what a heading speaks of.</summary>
    public static bool IsBare(IElement button) =>
        button.ChildElementCount == 0 && button.Attributes.All(attribute => attribute.LocalName == "type") && OpeningControl.SaysWhat(button) && !ControlWords.SayBesideHeading(button.TextContent);

    private static bool IsBetweenWords(IElement button) =>
        button.ParentElement is { ChildNodes.Length: < MostNodesOfSentence }
        && button is { PreviousSibling: IText before, NextSibling: IText after } && OpeningControl.HasLetters(before.Data) && OpeningControl.HasLetters(after.Data);

    // "Click Save", "Undo and Redo": it opens nothing, and does what is written about.
    private static bool IsAboutSomething(IElement button) =>
        !button.HasAttribute("aria-expanded") && !button.HasAttribute("aria-controls") && !OpeningControl.ShowsMenu(button) && OpeningControl.SaysWhat(button) && ControlWords.SayOwn(button.TextContent);

    // "Open and Close"
    private static bool IsOfPair(IElement button) => ButtonNeighbours.IsJoined(button, isBehind: true) || ButtonNeighbours.IsJoined(button, isBehind: false);
}

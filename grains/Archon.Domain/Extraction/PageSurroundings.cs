using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What the survey found around and in the document that its writer must know.</summary>
/// <param name="Opening">What is written before the document.</param>
/// <param name="Notes">The blocks of footnotes that stand behind the document and belong to it.</param>
/// <param name="Menus">Menus that may stand in it, and the site's sidebars.</param>
/// <param name="Boxes">What only its name makes the site's, and its place the author's.</param>
/// <param name="Contents">The page's tables of contents, which may stand in it.</param>
/// <param name="Collapsed">What is hidden in it until a reader opens it.</param>
/// <param name="Formulas">What a program takes for formulas in its text.</param>
internal sealed record PageSurroundings(PageOpening? Opening, IReadOnlyList<IElement> Notes, IReadOnlyList<PlacedBlock> Menus, TextBoxes Boxes, OwnContents Contents, CollapsedText Collapsed, FormulaReading Formulas)
{
    /// <summary>What the page shows; null when no browser has written it.</summary>
    public RenderedText? Rendered { get; init; }

    public static PageSurroundings None { get; } = new(null, [], [], new TextBoxes(), new OwnContents(), new CollapsedText(), FormulaReading.None);

    public bool IsMenu(IElement element, in ElementFacts facts) => facts.Tag.IsBlock() && PlacedBlock.AreWith(Menus, element);
}

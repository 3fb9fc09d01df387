using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What the survey found around and in the document that its writer must know.</summary>
/// <param name="Opening">What is written before the document.</param>
/// <param name="Notes">The blocks of footnotes that stand behind the document and belong to it.</param>
/// <param name="Menus">Menus that may stand in it.</param>
internal sealed record PageSurroundings(PageOpening? Opening, IReadOnlyList<IElement> Notes, IReadOnlyList<MenuBlock> Menus)
{
    public static PageSurroundings None { get; } = new(null, [], []);

    public bool IsMenu(IElement element, in ElementFacts facts)
    {
        if (!facts.Tag.IsBlock())
        {
            return false;
        }

        foreach (var menu in Menus)
        {
            if (menu.Is(element))
            {
                return true;
            }
        }

        return false;
    }
}

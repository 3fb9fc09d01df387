using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A block of a page that one walk has chosen and another is to know again.</summary>
/// <param name="Element">The block. In a page that is read in parts another object at every walk.</param>
/// <param name="Text">The hash of its text, as this process makes it.</param>
internal readonly record struct PlacedBlock(IElement Element, int Text)
{
    public static PlacedBlock Of(IElement element) => new(element, element.TextContent.GetHashCode(StringComparison.Ordinal));

    /// <summary>Whether something is this block.</summary>
    public bool Is(IElement element) =>
        ReferenceEquals(element, Element)
        || (PageNodes.MayBeSame(element, Element) && element.TextContent.GetHashCode(StringComparison.Ordinal) == Text);

    public static bool AreWith(IReadOnlyList<PlacedBlock> blocks, IElement element)
    {
        for (var index = 0; index < blocks.Count; index++)
        {
            if (blocks[index].Is(element))
            {
                return true;
            }
        }

        return false;
    }
}

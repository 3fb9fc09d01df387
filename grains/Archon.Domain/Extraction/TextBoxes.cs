using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Finds the boxes that are called as what is the site's, and are the author's by their place: parts of the text stand before them and behind. Fed by the survey in document order.
/// </summary>
internal sealed class TextBoxes
{
    private static readonly ulong OfLayout = HtmlSegment.BitsOf(
        HtmlTag.Heading1, HtmlTag.Heading2, HtmlTag.Heading3, HtmlTag.Heading4, HtmlTag.Heading5, HtmlTag.Heading6, HtmlTag.Section, HtmlTag.Article, HtmlTag.Main, HtmlTag.Navigation);

    private readonly List<PlacedBlock> _found = [];

    // Behind them no text has come yet, in any element that is open.
    private readonly List<IElement> _waiting = [];

    /// <summary>How many there are behind which no text has come yet.</summary>
    public int Waiting => _waiting.Count;

    public void Clear()
    {
        _found.Clear();
        _waiting.Clear();
    }

    public bool Hold(IElement element) => _found.Count > 0 && PlacedBlock.AreWith(_found, element);

    /// <summary>A box that only its name makes the site's is about to be walked over.</summary>
    /// <param name="box">The box.</param>
    /// <param name="before">What stands before it, other boxes aside; null for nothing.</param>
    public void Meet(IElement box, IElement? before)
    {
        if (IsBehindText(before))
        {
            _waiting.Add(box);
        }
    }

    /// <summary>A child was walked over. If it is text, the boxes before it stand in the text.</summary>
    /// <param name="child">The child.</param>
    /// <param name="inside">What stands in it.</param>
    /// <param name="first">The boxes that waited as its parent began.</param>
    public void Pass(IElement child, in MenuBlock.Tally inside, int first)
    {
        if (_waiting.Count == first || inside.Prose == 0 || HtmlTags.Of(child.LocalName) is var tag && (!tag.IsBlock() || tag is HtmlTag.Aside or HtmlTag.Heading1) || AsideText.IsNamed(child) || AsideText.IsSidebar(child))
        {
            return;
        }

        foreach (var box in _waiting.Skip(first))
        {
            _found.Add(PlacedBlock.Of(box));
        }

        _waiting.RemoveRange(first, _waiting.Count - first);
    }

    /// <summary>The children of an element are at their end. The place of an only child is that of its parent.</summary>
    /// <param name="first">The boxes that waited as it began.</param>
    /// <param name="children">How many elements there are.</param>
    public void End(int first, int children)
    {
        if (children > 1)
        {
            _waiting.RemoveRange(first, _waiting.Count - first);
        }
    }

    /// <summary>Whether a box stands behind a part of the text. A layout has blocks of its own beside its boxes.</summary>
    /// <param name="before">What stands before it, other boxes aside; null for nothing.</param>
    public static bool IsBehindText(IElement? before) =>
        before is not null && HtmlTags.Of(before.LocalName) switch
        {
            HtmlTag.Paragraph or HtmlTag.BulletList or HtmlTag.OrderedList or HtmlTag.DefinitionList or HtmlTag.Table or HtmlTag.Preformatted or HtmlTag.BlockQuote => true,
            > HtmlTag.Heading1 and <= HtmlTag.Heading6 => true,
            HtmlTag.Block or HtmlTag.Aside => AsideText.IsSidebar(before) || !PageNodes.Holds(before, OfLayout),
            _ => false,
        };

    /// <summary>Whether an element says nothing of where the next one stands: what is before it does.</summary>
    public static bool StandAside(IElement element) =>
        HtmlTags.Of(element.LocalName) is HtmlTag.Silent || (HtmlTags.Of(element.LocalName) is HtmlTag.Aside && !AsideText.IsSidebar(element) && PageNodes.Holds(element, OfLayout));
}

namespace Archon.Domain.Extraction;

/// <summary>
/// A block that holds links to other pages and nothing else, beside a block that holds the page's heading and its prose: the site's menu,
/// which no name gives away. A list of links under a heading of the document is none: it says what stands where.
/// </summary>
internal static class MenuBlock
{
    /// <summary>The least links of a menu.</summary>
    public const int FewestLinks = 12;

    // Before the heading and some text, links are not what the page is about; behind them they may be.
    private const int LeastProse = 200;
    private const int LeastProseBehind = 40;

    /// <summary>Whether a block has links and little else.</summary>
    public static bool MayBe(HtmlTag tag, in Tally inside) =>
        tag is HtmlTag.Block or HtmlTag.BulletList or HtmlTag.OrderedList or HtmlTag.Section or HtmlTag.Aside
        && inside.Links >= FewestLinks && inside.Subheadings == 0 && inside.Headings == 0
        && inside.Prose * 10 <= inside.LinkText;

    /// <summary>Whether the block beside it is the page's text.</summary>
    /// <param name="menu">What the block of links holds.</param>
    /// <param name="beside">What the block beside it holds.</param>
    /// <param name="isBefore">The block of links stands first.</param>
    public static bool IsBeside(in Tally menu, in Tally beside, bool isBefore) =>
        beside.Headings > 0 && (isBefore ? beside.Prose >= LeastProseBehind : beside.Prose >= LeastProse && beside.Prose >= menu.LinkText * 2);

    /// <summary>What stands in an element, or stood on the page up to some place. Boilerplate is not counted.</summary>
    /// <param name="Prose">Letters outside links.</param>
    /// <param name="LinkText">Letters in links.</param>
    /// <param name="Links">Links to other pages.</param>
    /// <param name="Headings">Elements <c>h1</c>.</param>
    /// <param name="Subheadings">Elements <c>h2</c> to <c>h6</c>, and blocks of code.</param>
    /// <param name="Fragments">Links into the page.</param>
    internal record struct Tally(int Prose, int LinkText, int Links, int Headings, int Subheadings, int Fragments)
    {
        public static Tally operator -(Tally later, Tally earlier) => new(
            later.Prose - earlier.Prose, later.LinkText - earlier.LinkText, later.Links - earlier.Links, later.Headings - earlier.Headings,
            later.Subheadings - earlier.Subheadings, later.Fragments - earlier.Fragments);
    }
}

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Finds the menus that only their content and their place tell (<see cref="MenuBlock"/>), and the sidebars of the site: among the children of each element, while the survey walks them.</summary>
internal sealed class MenuFinder
{
    private readonly List<PlacedBlock> _found = [];

    // Blocks of links of all elements that are open, the innermost element's last.
    private readonly List<(IElement Element, MenuBlock.Tally Inside, int Place)> _linkBlocks = [];

    public IReadOnlyList<PlacedBlock> Found => _found;

    public void Clear()
    {
        _found.Clear();
        _linkBlocks.Clear();
    }

    /// <summary>Takes a sidebar that does not stand behind a part of the text, nor behind the author's.</summary>
    /// <param name="sidebar">The sidebar.</param>
    /// <param name="before">What stands before it, other boxes aside; null for nothing.</param>
    /// <returns>Whether it is the site's.</returns>
    public bool TakeSidebar(IElement sidebar, IElement? before)
    {
        if (TextBoxes.IsBehindText(before) && !(_found is [.., var last] && ReferenceEquals(last.Element, before)))
        {
            return false;
        }

        _found.Add(PlacedBlock.Of(sidebar));
        return true;
    }

    /// <summary>Begins the children of an element.</summary>
    public Siblings Begin() => new(_linkBlocks.Count);

    /// <summary>Looks at a child that was walked.</summary>
    /// <param name="child">The child.</param>
    /// <param name="inside">What stands in it.</param>
    /// <param name="siblings">What it stands among.</param>
    public void Meet(IElement child, in MenuBlock.Tally inside, ref Siblings siblings)
    {
        var tag = HtmlTags.Of(child.LocalName);

        if (!tag.IsBlock())
        {
            return;
        }

        if (MenuBlock.MayBe(tag, inside))
        {
            _linkBlocks.Add((child, inside, siblings.Place));
        }
        else if (!tag.IsHeading() && inside.Headings > 0 && inside.Prose > siblings.Text.Prose)
        {
            siblings.Text = inside;
            siblings.TextPlace = siblings.Place;
        }
    }

    /// <summary>Ends the children of an element. What is no menu beside its siblings is none at all, unless what holds it is.</summary>
    public void Choose(in Siblings siblings)
    {
        if (_linkBlocks.Count == siblings.First)
        {
            return;
        }

        foreach (var (element, inside, place) in _linkBlocks.Skip(siblings.First))
        {
            if (MenuBlock.IsBeside(inside, siblings.Text, place < siblings.TextPlace))
            {
                _found.Add(PlacedBlock.Of(element));
            }
        }

        _linkBlocks.RemoveRange(siblings.First, _linkBlocks.Count - siblings.First);
    }

    /// <summary>The children of one element, as far as they were walked.</summary>
    internal struct Siblings(int first)
    {
        /// <summary>Where its blocks of links begin among all.</summary>
        public int First { get; } = first;

        /// <summary>How many elements there were.</summary>
        public int Place { get; set; }

        /// <summary>What stands in the block that has the heading and the most prose.</summary>
        public MenuBlock.Tally Text { get; set; }

        /// <summary>Which that is; -1 for none.</summary>
        public int TextPlace { get; set; } = -1;
    }
}

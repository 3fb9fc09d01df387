namespace Archon.Domain.Extraction;

/// <summary>How much of a page is written, the least first. Each has all that the one before it has.</summary>
internal enum PageExtent
{
    /// <summary>What the page is about.</summary>
    Document,

    /// <summary>Tables of contents, too.</summary>
    Contents,

    /// <summary>Lists of links in the headers of the document, too.</summary>
    Menus,

    /// <summary>Everything a reader can see but what the body itself sets apart as the site's.</summary>
    Body,

    /// <summary>Everything a reader can see.</summary>
    Everything,
}

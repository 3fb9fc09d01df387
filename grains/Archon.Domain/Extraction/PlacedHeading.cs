using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>An <c>h1</c>, and what it stands in as the walk came to it: in a page that is read in parts an element does not know all of that.</summary>
/// <param name="Element">The heading.</param>
/// <param name="Path">What it stands in, from the outermost.</param>
internal sealed record PlacedHeading(IElement Element, IElement[] Path);

namespace Archon.Domain.Anchors;

/// <summary>A place in a page that an address can lead to.</summary>
/// <param name="Start">First character of its line in the page's Markdown (UTF-16 units).</param>
/// <param name="Fragment">What stands behind the <c>#</c> of such an address, encoded as it must be there; empty where a section goes on below its terms.</param>
public readonly record struct PageAnchor(int Start, string Fragment);

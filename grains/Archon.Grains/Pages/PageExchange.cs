using Archon.Ports.Fetching;

namespace Archon.Grains.Pages;

/// <summary>What came of one address: the answer, rendered where that was wanted.</summary>
/// <param name="Result">The answer.</param>
/// <param name="Rendering">Whether a browser rendered it, and why; null when it was no question.</param>
/// <param name="WhenEmpty">What the page ends with when no text is found in the answer.</param>
/// <param name="IsRendered">The answer is what a browser made of it.</param>
internal sealed record PageExchange(FetchResult Result, string? Rendering = null, FetchFailure? WhenEmpty = null, bool IsRendered = false);

namespace Archon.Fetching.Rendering;

/// <summary>A process of a browser.</summary>
/// <param name="Id">The system's.</param>
/// <param name="IsPage">It shows pages, and its end is theirs alone.</param>
/// <param name="Bytes">What it holds; see <see cref="BrowserMemory"/>.</param>
internal readonly record struct BrowserProcess(int Id, bool IsPage, long Bytes);

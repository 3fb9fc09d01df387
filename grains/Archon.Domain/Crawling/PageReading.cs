namespace Archon.Domain.Crawling;

/// <summary>
/// How pages are read, in a word that is stored with each. A server that says a page has not changed says nothing of how we read it: what is
/// stored of the page is kept only when it would be read in the same way now.
/// </summary>
public static class PageReading
{
    /// <summary>Raised when the same document gives another Markdown, other anchors or links or another answer whether it may be stored.</summary>
    private const int Version = 13;

    /// <param name="respectRobots">Whether the page may ask not to be stored or followed.</param>
    /// <param name="extractCode">Whether code examples are lifted out.</param>
    /// <param name="render">Whether a browser renders pages first.</param>
    /// <param name="hasAccess">Whether the site was told who reads: it may show others another page under the same date.</param>
    /// <param name="chunking"><see cref="Chunking.ChunkingOptions.Name"/>: how its text is cut.</param>
    public static string Of(bool respectRobots, bool extractCode, RenderMode render, bool hasAccess = false, string chunking = "") =>
        FormattableString.Invariant(
            $"{Version}{(respectRobots ? "r" : "")}{(extractCode ? "c" : "")}{(render switch { RenderMode.Always => "b", RenderMode.Never => "n", _ => "" })}{(hasAccess ? "a" : "")}{(chunking.Length > 0 ? " " : "")}{chunking}");
}

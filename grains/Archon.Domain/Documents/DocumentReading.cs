using Archon.Domain.Crawling;
using Archon.Domain.Extraction;

namespace Archon.Domain.Documents;

/// <summary>What a document gave: a page, or the reason that there is none.</summary>
/// <param name="Page">The page; null when it could not be read.</param>
/// <param name="Reason">Why it could not be read.</param>
/// <param name="Detail">A sentence about the reason.</param>
public sealed record DocumentReading(ExtractedPage? Page, PageReason Reason = PageReason.None, string? Detail = null)
{
    /// <summary>It is not what its name says.</summary>
    public static DocumentReading Broken(string detail) => new(null, PageReason.DocumentBroken, detail);
}

using Archon.Domain.Crawling;
using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>Refuses paths whose extension is never a document. The query is not looked at: <c>/view?file=a.png</c> is a page.</summary>
internal static class BinaryExtensionRule
{
    public static PageReason Judge(CanonicalUrl url) =>
        FileExtensions.IsBinary(url.PathSpan) ? PageReason.BinaryExtension : PageReason.None;
}

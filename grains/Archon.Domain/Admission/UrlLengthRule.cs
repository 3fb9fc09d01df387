using Archon.Domain.Crawling;
using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>Refuses addresses of more than 2,048 characters, however they were made.</summary>
internal static class UrlLengthRule
{
    public static PageReason Judge(CanonicalUrl url) =>
        url.Value.Length > CanonicalUrl.MaxLength ? PageReason.UrlTooLong : PageReason.None;
}

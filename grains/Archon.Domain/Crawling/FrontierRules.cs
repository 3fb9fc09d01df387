namespace Archon.Domain.Crawling;

/// <summary>How large a crawl's frontier may become.</summary>
public static class FrontierRules
{
    /// <summary>
    /// Pages the frontier may hold. The crawl claims pages so that at most <see cref="CrawlSettings.MaxPages"/> get done; a page that fails or is
    /// skipped gives its place to the next. So there are as many again in reserve, and a thousand more so that a small crawl of a site with many
    /// redirects still fills its limit. What is found beyond that could hardly be reached and would only cost room.
    /// </summary>
    public static long PageCap(CrawlSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return (2L * settings.MaxPages) + 1000;
    }
}

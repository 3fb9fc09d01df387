using System.ComponentModel.DataAnnotations;
using Archon.Domain.Crawling;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Pages;

/// <summary>How often a page is tried, and how long a plan waits. Section <c>Archon:Pages</c>.</summary>
public sealed class PageCrawlerOptions
{
    /// <summary>Exchanges for one page when the failure may pass (timeout, connection, 5xx), 1 to 20. Default: 3.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 3;

    /// <summary>Exchanges for one page when the server asks to come back later (429, or 503 with a Retry-After), 1 to 50. Default: 8.</summary>
    [Range(1, 50)]
    public int ThrottledAttempts { get; set; } = 8;

    /// <summary>Wait before the second try; doubles for each further one, half of it at random. 00:00:00 to 00:10:00. Default: 0.5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest wait before a further try. 00:00:00 to 01:00:00. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Redirects followed for one page, 0 to 50. Default: 10.</summary>
    [Range(0, 50)]
    public int MaxRedirects { get; set; } = 10;

    /// <summary>
    /// Time a plan waits for a site's robots.txt before it says that it could not be had; a crawl waits as long as it takes. 00:00:00.100 to 00:05:00. Default:
    /// 15 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan PlanPatience { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Which failures are tried again, and when.</summary>
    internal RetryPolicy Retries => new(Attempts, ThrottledAttempts, Backoff, MaxBackoff);
}

[OptionsValidator]
internal sealed partial class PageCrawlerOptionsValidator : IValidateOptions<PageCrawlerOptions>;

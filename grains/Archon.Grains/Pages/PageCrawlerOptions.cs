using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Pages;

/// <summary>How often a page is tried. Section <c>Archon:Pages</c>.</summary>
public sealed class PageCrawlerOptions
{
    /// <summary>Exchanges for one page when the failure may pass (timeout, connection, 429, 5xx), 1 to 20. Default: 3.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 3;

    /// <summary>Wait before the second try; doubles for each further one, half of it at random. 00:00:00 to 00:10:00. Default: 0.5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Redirects followed for one page, 0 to 50. Default: 10.</summary>
    [Range(0, 50)]
    public int MaxRedirects { get; set; } = 10;
}

[OptionsValidator]
internal sealed partial class PageCrawlerOptionsValidator : IValidateOptions<PageCrawlerOptions>;

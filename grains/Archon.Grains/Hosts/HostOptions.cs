using System.ComponentModel.DataAnnotations;
using Archon.Domain.Politeness;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Hosts;

/// <summary>How a host is treated. Section <c>Archon:Hosts</c>.</summary>
public sealed class HostOptions
{
    /// <summary>Requests under way at once to one origin, over all crawls; fewer while it struggles. 1 to 1,024. Default: 16.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = 16;

    /// <summary>Longest crawl-delay of a robots.txt that is obeyed; a longer one counts as this. 00:00:00 to 01:00:00. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxCrawlDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest Retry-After that is obeyed; a longer one counts as this. 00:00:00 to 30.00:00:00. Default: 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Stillness after a 429 or 503 without a Retry-After, and between two tries to get a robots.txt, half of it at random; doubles each time in a
    /// row. 00:00:00.001 to 01:00:00. Default: 1 second.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such stillness. 00:00:00.001 to 1.00:00:00. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long pages wait for a robots.txt that answers 429 or 5xx or not in time, before they fail. 00:00:00 to 1.00:00:00. Default: 2 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RobotsPatience { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a robots.txt counts (RFC 9309, 2.4: at most a day). 00:01:00 to 1.00:00:00. Default: 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan RobotsLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The bounds of a host's pace.</summary>
    internal PaceRules Pace => new(Concurrency, Backoff, MaxBackoff, MaxRetryAfter);
}

[OptionsValidator]
internal sealed partial class HostOptionsValidator : IValidateOptions<HostOptions>;

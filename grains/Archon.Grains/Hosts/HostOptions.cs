using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Hosts;

/// <summary>How a host is treated. Section <c>Archon:Hosts</c>.</summary>
public sealed class HostOptions
{
    /// <summary>Requests under way at once to one origin, over all crawls, 1 to 1,024. Default: 16.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = 16;

    /// <summary>Longest crawl-delay of a robots.txt that is obeyed; a longer one counts as this. 00:00:00 to 01:00:00. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxCrawlDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest Retry-After that is obeyed. 00:00:00 to 1.00:00:00. Default: 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a robots.txt counts (RFC 9309, 2.4: at most a day). 00:01:00 to 1.00:00:00. Default: 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan RobotsLifetime { get; set; } = TimeSpan.FromHours(24);
}

[OptionsValidator]
internal sealed partial class HostOptionsValidator : IValidateOptions<HostOptions>;

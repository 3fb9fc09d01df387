using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Crawling;

/// <summary>How crawls are coordinated. Section <c>Archon:Crawling</c>.</summary>
public sealed class CrawlOptions
{
    /// <summary>Most pages claimed from the frontier at once, 1 to 1,000. Default: 64.</summary>
    [Range(1, 1000)]
    public int Window { get; set; } = 64;

    /// <summary>Least time between two ticks of progress. 00:00:00.010 to 00:00:10. Default: 0.1 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan TickInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Silence after which a heartbeat is sent. 00:00:00.100 to 00:01:00. Default: 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Time without any page's outcome after which the log says what the crawl waits for; doubles each time. 00:00:00.100 to 01:00:00. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan SilenceNotice { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures written to a crawl's log one by one; the rest are counted. 0 to 100,000. Default: 200.</summary>
    [Range(0, 100_000)]
    public int LoggedFailures { get; set; } = 200;

    /// <summary>
    /// Pages like an earlier one whose addresses differ in numbers or in their query only, after which the rest of such addresses is passed over. 10 to
    /// 100,000. Default: 50.
    /// </summary>
    [Range(10, 100_000)]
    public int TrapBudget { get; set; } = 50;

    /// <summary>Time between two calls of a cluster's reminder, the last resort that takes crawls up. 00:01:00 to 1.00:00:00. Default: 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Reminder { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>A crawl whose grain is asked about is taken up again when nobody works on it. Default: true.</summary>
    public bool ResumeOnActivation { get; set; } = true;

    /// <summary>
    /// After how long without an outcome a page crawler is asked whether it still works on its page; the second no in a row ends the waiting,
    /// and the page is tried again. 00:00:00.010 to 00:05:00. Default: 5 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan QuestionInterval { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class CrawlOptionsValidator : IValidateOptions<CrawlOptions>;

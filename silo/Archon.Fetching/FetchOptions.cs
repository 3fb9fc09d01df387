using System.ComponentModel.DataAnnotations;

namespace Archon.Fetching;

/// <summary>The operator's limits on every exchange with the outside. Section <c>Archon:Fetching</c>.</summary>
public sealed class FetchOptions : IValidatableObject
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "Archon:Fetching";

    /// <summary>The name robots.txt files know this crawler by.</summary>
    public const string ProductToken = "ArchonBot";

    /// <summary>No body may be larger, whoever asks: it is gathered in one array and becomes one string.</summary>
    internal const long LargestBody = 512L * 1024 * 1024;

    /// <summary>Every exchange may dial addresses that are not globally routable. Default: false.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>
    /// Page that tells site owners who crawls, sent in User-Agent; absolute http(s). Default: https://archon.example/bot, which
    /// only says that nobody set it: an operator who crawls other people's sites names a page of their own.
    /// </summary>
    public Uri? AboutUrl { get; set; } = new("https://archon.example/bot");

    /// <summary>
    /// HTTP proxy that every connection to the Internet goes through, by CONNECT: <c>http://host:port</c>, with <c>user:password@</c> when it asks for them.
    /// Private addresses are dialled past it, when they may be dialled at all. What a name means that this machine does not know is for the proxy to
    /// say: it should not lead into private networks either. Null: none; the system's proxy settings are not looked at. Default: null.
    /// </summary>
    public Uri? Proxy { get; set; }

    /// <summary>Most bytes of one body after decompression. Default: 10 MB (10,485,760).</summary>
    [Range(1024L, LargestBody)]
    public long MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Time allowed to resolve a host, and again to connect to each of its addresses. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time allowed for one exchange, connecting, headers and body. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time a body may stand still between two reads. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most kilobytes of response headers. Default: 64.</summary>
    [Range(4, 1024)]
    public int MaxHeaderKilobytes { get; set; } = 64;

    /// <summary>Most HTTP/1.1 connections to one origin at a time; further exchanges wait within their deadline. Default: 64.</summary>
    [Range(1, 1024)]
    public int MaxConnectionsPerServer { get; set; } = 64;

    /// <summary>Age at which a connection is not used again, so that a host's new address is seen. Default: 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Time an unused connection is kept. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ConnectionIdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    internal string UserAgent
    {
        get
        {
            var product = $"{ProductToken}/{typeof(FetchOptions).Assembly.GetName().Version?.ToString(3)}";
            return AboutUrl is null ? product : $"{product} (+{AboutUrl.AbsoluteUri})";
        }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AboutUrl is { } about && (!about.IsAbsoluteUri || (about.Scheme != Uri.UriSchemeHttp && about.Scheme != Uri.UriSchemeHttps)))
        {
            yield return new ValidationResult(
                $"{Section}:{nameof(AboutUrl)} is '{about}'; it must be an absolute http or https address.", [nameof(AboutUrl)]);
        }

        if (Proxy is { } proxy && (!proxy.IsAbsoluteUri || proxy.Scheme != Uri.UriSchemeHttp || proxy.PathAndQuery != "/"))
        {
            // Not shown: it may hold a password.
            yield return new ValidationResult($"{Section}:{nameof(Proxy)} must be the address of an HTTP proxy, such as http://proxy.example.org:3128.", [nameof(Proxy)]);
        }
    }
}

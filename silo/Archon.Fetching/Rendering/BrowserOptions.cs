using System.ComponentModel.DataAnnotations;

namespace Archon.Fetching.Rendering;

/// <summary>The browser that renders pages. Section <c>Archon:Browser</c>. It is started when the first page needs it.</summary>
public sealed class BrowserOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "Archon:Browser";

    /// <summary>Path of the program: Chromium, or another browser made of it. Default: none, which looks in the common places.</summary>
    public string? Path { get; set; }

    /// <summary>
    /// Address of a browser that runs elsewhere and speaks the Chrome DevTools Protocol, http(s)://host:port or ws(s)://…; it is used instead of one of
    /// this machine and must have been started with the arguments that the room's README names. Default: none.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// IP address of this node at which the browser of <see cref="Endpoint"/> reaches the proxies of its tabs; they listen there, each with a password of
    /// its own. Default: 127.0.0.1, for a browser on this machine.
    /// </summary>
    public string ProxyAddress { get; set; } = "127.0.0.1";

    /// <summary>Pages rendered at once by this process, 1 to 64; 0 stands for as many as there are cores. Default: 0.</summary>
    [Range(0, 64)]
    public int Tabs { get; set; }

    /// <summary>Time allowed for one page, from the moment it has a tab, 00:00:01 to 00:05:00. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Time a page is given to come to rest once it is loaded; it is then read as it stands, 00:00:00.100 to 00:01:00. Default: 5 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Pages after which a browser is replaced by a new one, so that its memory stays bounded, 1 to 1,000,000. Default: 1,000.</summary>
    [Range(1, 1_000_000)]
    public int PagesPerBrowser { get; set; } = 1000;

    /// <summary>
    /// Memory after which a browser is replaced by a new one, in MiB, of all its processes together and without what they share, 64 to 1,048,576;
    /// looked at after every 16 pages. Default: 2,048.
    /// </summary>
    [Range(64, 1_048_576)]
    public int MemoryPerBrowser { get; set; } = 2048;

    /// <summary>
    /// Memory above which a page that is being rendered is ended, in MiB, without what its process shares, 64 to 1,048,576; looked at four times a second. The
    /// page fails, the others go on. Default: 1,024.
    /// </summary>
    [Range(64, 1_048_576)]
    public int MemoryPerPage { get; set; } = 1024;

    /// <summary>Time after which a browser that nobody needs is ended, 00:00:01 to 1.00:00:00. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Use the browser's own sandbox. It needs user namespaces, which most containers do not give, and a user other than root. Default: false.
    /// </summary>
    public bool Sandbox { get; set; }

    internal int TabCount => Tabs == 0 ? Math.Min(Environment.ProcessorCount, 64) : Tabs;
}

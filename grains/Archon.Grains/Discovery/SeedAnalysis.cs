using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Extraction;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Discovery;

namespace Archon.Grains.Discovery;

/// <summary>
/// Decides which files of a site are read, in which order, and says what they were. What is found is added to the site that was asked for; only the
/// modes sitemap and llms keep to it.
/// </summary>
/// <remarks>
/// 1. The seed itself, when its name says that it is such a file: then it is the only one. 2. The sitemaps that robots.txt and the seed name, else
/// those at the usual places. 3. llms.txt at the usual places. 4. llms-full.txt there, when nothing else has led to a page: what it holds are the
/// pages once more. What nobody named costs four requests at most, and six where there is nothing else.
/// </remarks>
/// <param name="mode">What was asked for.</param>
/// <param name="seed">Where the crawl begins.</param>
/// <param name="scope">What its scope is measured from.</param>
/// <param name="read">Reads a file; Markdown in llms.txt is taken for pages when its last argument says so.</param>
/// <param name="hasPages">Links have led to pages already, or a sitemap has.</param>
/// <param name="say">Told a sentence of each file.</param>
internal sealed class SeedAnalysis(
    CrawlMode mode,
    CanonicalUrl seed,
    CanonicalUrl scope,
    Func<CanonicalUrl, SiteFileKind, bool, Task<SiteFileReport>> read,
    Func<bool> hasPages,
    Action<string> say)
{
    /// <summary>Files read for one crawl.</summary>
    public const int MostFiles = 500;

    /// <summary>Indexes inside each other; the protocol allows none.</summary>
    private const int MostNesting = 4;

    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<string> _misses = [];
    private int _left = MostFiles;
    private int _leftOut;
    private bool _isFull;
    private bool _listsSeed;

    /// <summary>What was found.</summary>
    public CrawlDiscovery Found { get; private set; } = new() { IsComplete = true, Mode = mode == CrawlMode.Auto ? CrawlMode.Recursive : mode };

    /// <summary>Why the seed is no page of the crawl; none when it is one.</summary>
    public PageReason SeedReason => this switch
    {
        { IsSeedList: true } => PageReason.ListOfPages,
        _ when mode is not (CrawlMode.Sitemap or CrawlMode.Llms) => PageReason.None,
        { Found.Files: 0 } => mode == CrawlMode.Llms ? PageReason.NoLlms : PageReason.NoSitemap,
        _ => _listsSeed ? PageReason.None : PageReason.SeedNotListed,
    };

    /// <summary>The seed lists pages and is none itself.</summary>
    public bool IsSeedList { get; private set; }

    /// <summary>A newer epoch owns the crawl, or it has ended.</summary>
    public bool IsFenced { get; private set; }

    /// <summary>Why nothing was found, in a sentence.</summary>
    public string Misses => $"No {(mode == CrawlMode.Llms ? "llms.txt" : "sitemap")} was found: {string.Join(", ", _misses)}. Mode auto follows links as well.";

    /// <summary>True when the mode has anything to analyse.</summary>
    public static bool IsWanted(CrawlSettings settings) => settings.Mode switch
    {
        CrawlMode.Sitemap or CrawlMode.Llms => true,
        CrawlMode.Auto => settings.MaxDepth > 0,
        _ => false,
    };

    /// <param name="named">Sitemaps that robots.txt names, and then those that the seed names.</param>
    public async Task RunAsync(ImmutableArray<string> named)
    {
        var kind = SiteFiles.KindOf(seed);

        // 1.
        if (kind == SiteFileKind.Sitemap && mode != CrawlMode.Llms)
        {
            IsSeedList = await ReadSitemapAsync(seed);
        }
        else if (kind == SiteFileKind.Llms && mode != CrawlMode.Sitemap)
        {
            IsSeedList = await ReadLlmsAsync([seed], takesMarkdown: true);
        }
        else if (kind == SiteFileKind.LlmsFull && mode != CrawlMode.Sitemap)
        {
            IsSeedList = await ReadFirstAsync([seed], SiteFileKind.LlmsFull, takesMarkdown: true);
        }

        if (IsSeedList)
        {
            Found = Found with { Mode = kind == SiteFileKind.Sitemap ? CrawlMode.Sitemap : CrawlMode.Llms };
        }
        else
        {
            // 2.
            if (mode != CrawlMode.Llms)
            {
                await ReadSitemapsAsync(named);
            }

            // 3.
            var hasLlms = mode != CrawlMode.Sitemap
                && await ReadLlmsAsync(SiteFiles.WellKnown(SiteFileKind.Llms, scope), takesMarkdown: mode == CrawlMode.Llms || SiteFiles.IsMarkdown(seed));

            // 4.
            if (!hasLlms && (mode == CrawlMode.Llms || (mode == CrawlMode.Auto && !hasPages())))
            {
                await ReadFirstAsync(SiteFiles.WellKnown(SiteFileKind.LlmsFull, scope), SiteFileKind.LlmsFull, takesMarkdown: true);
            }
        }

        if (!IsFenced)
        {
            Conclude();
        }
    }

    private async Task ReadSitemapsAsync(ImmutableArray<string> named)
    {
        var any = false;
        foreach (var text in named)
        {
            if (CanonicalUrl.TryResolve(scope, text, out var url, out _))
            {
                any |= await ReadSitemapAsync(url);
            }
        }

        if (named.IsEmpty)
        {
            _misses.Add("nothing names one");
        }

        foreach (var url in any ? [] : SiteFiles.WellKnown(SiteFileKind.Sitemap, scope))
        {
            if (await ReadSitemapAsync(url, isGuess: true))
            {
                break;
            }
        }
    }

    /// <summary>Reads a sitemap and, when it is an index, those it names. True when it was one.</summary>
    private async Task<bool> ReadSitemapAsync(CanonicalUrl first, bool isGuess = false)
    {
        var isSitemap = false;
        var waiting = new Queue<(CanonicalUrl Url, int Nesting)>([(first, 0)]);
        while (waiting.TryDequeue(out var next) && !IsFenced)
        {
            if (await ReadAsync(next.Url, SiteFileKind.Sitemap, takesMarkdown: false, isGuess && next.Nesting == 0) is not { } report)
            {
                continue;
            }

            isSitemap = true;
            foreach (var text in report.Sitemaps)
            {
                if (next.Nesting < MostNesting && CanonicalUrl.TryParse(text, out var url))
                {
                    waiting.Enqueue((url, next.Nesting + 1));
                }
            }
        }

        return isSitemap;
    }

    private Task<bool> ReadLlmsAsync(ImmutableArray<CanonicalUrl> places, bool takesMarkdown) =>
        ReadFirstAsync(places, SiteFileKind.Llms, takesMarkdown || !hasPages());

    private async Task<bool> ReadFirstAsync(ImmutableArray<CanonicalUrl> places, SiteFileKind kind, bool takesMarkdown)
    {
        foreach (var url in places)
        {
            if (await ReadAsync(url, kind, takesMarkdown, isGuess: true) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<SiteFileReport?> ReadAsync(CanonicalUrl url, SiteFileKind kind, bool takesMarkdown, bool isGuess)
    {
        if (IsFenced || !_asked.Add(url.Value))
        {
            return null;
        }

        if (_isFull || _left == 0)
        {
            _leftOut += isGuess ? 0 : 1;
            return null;
        }

        _left--;
        var report = await read(url, kind, takesMarkdown);
        switch (report.Outcome)
        {
            case SiteFileOutcome.Read:
                Found = Found.With(new FoundList(report.Url, kind, report.Pages, report.InScope)) with { Twins = report.TwinForm > 0 ? (TwinForm)report.TwinForm : Found.Twins };
                _listsSeed |= report.ListsSeed;
                _isFull = report.IsFull;
                Say(Sentence(report, kind), isProblem: report.IsBroken || report.IsCut);
                return report;
            case SiteFileOutcome.Fenced:
                IsFenced = true;
                return null;
            default:
                _misses.Add($"{url} {report.Detail}");
                if (!isGuess || report.Outcome == SiteFileOutcome.Unavailable)
                {
                    Say($"{Name(kind)} {url} {report.Detail}", isProblem: true);
                }

                return null;
        }
    }

    private void Say(string sentence, bool isProblem)
    {
        Found = isProblem ? Found.WithProblem($"{sentence}.") : Found;
        say(sentence);
    }

    private void Conclude()
    {
        if (_leftOut > 0)
        {
            Say(
                _isFull
                    ? $"The frontier is full: {Count(_leftOut, "list", "lists")} of the site not read"
                    : $"At most {MostFiles} lists of a site are read: {Count(_leftOut, "list", "lists")} not read",
                isProblem: !_isFull);
        }

        if (mode == CrawlMode.Auto)
        {
            say(Found.Files == 0
                ? "The site has no sitemap and no llms.txt: pages are found by links"
                : $"Pages are found by links and in {Count(Found.Files, "list", "lists")} of the site");
        }
    }

    private static string Sentence(SiteFileReport report, SiteFileKind kind)
    {
        var what = report.IsIndex
            ? $"names {Count(report.Sitemaps.Length, "sitemap", "sitemaps")}"
            : $"{(kind == SiteFileKind.LlmsFull ? "holds" : "lists")} {Count(report.Pages, "page", "pages")}, {report.InScope.ToString("N0", CultureInfo.InvariantCulture)} in scope";
        var broken = report.IsBroken ? "; it breaks off, and what came before counts" : "";
        var cut = report.IsCut ? "; it lists more than a file may, and the rest is left out" : "";
        var twins = report.Twins > 0 ? $"; {Count(report.Twins, "is the Markdown of a page, which is read from it", "are the Markdown of pages, which are read from it")}" : "";
        return $"{Name(kind)} {report.Url} {what}{twins}{broken}{cut}";
    }

    private static string Name(SiteFileKind kind) => kind switch
    {
        SiteFileKind.Llms => "llms.txt",
        SiteFileKind.LlmsFull => "llms-full.txt",
        _ => "Sitemap",
    };

    private static string Count(int count, string one, string many) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? one : many)}";
}

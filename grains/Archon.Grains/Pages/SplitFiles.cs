using System.Collections.Frozen;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Llms;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;
using Archon.Ports.Fetching;

namespace Archon.Grains.Pages;

/// <summary>
/// Files of this silo that hold a whole site (llms-full.txt), each fetched once for a crawl and cut into pages. Two are held at most, and none for longer than
/// <see cref="Kept"/> after its last page was asked for; one that is gone is fetched again.
/// </summary>
internal sealed class SplitFiles(TimeProvider clock) : IDisposable
{
    private const int MostFiles = 2;

    /// <summary>Pages of one crawl come one after another.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    // One fetch at a time: whoever comes second finds what the first has fetched.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<SplitFile> _files = [];
    private ITimer? _forgetting;

    /// <summary>One page of a file, as if it had been fetched by itself; gone (404) when the file has it no more.</summary>
    /// <param name="fetcher">Fetches the file.</param>
    /// <param name="work">The page's.</param>
    /// <param name="url">The page's address (<see cref="SiteFiles.PartOf"/>).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PageFetch> FetchAsync(RedirectingFetcher fetcher, PageWork work, CanonicalUrl url, CancellationToken cancellationToken)
    {
        var address = url.WithoutRoute();
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var file = _files.Find(known => known.CrawlId == work.CrawlId && known.Address == address);
            if (file is null)
            {
                var fetch = await fetcher.FetchAsync(work, address, WithoutBounds.Instance, cancellationToken);
                if (fetch.Result is not FetchedDocument document)
                {
                    return fetch with { Final = url };
                }

                file = new SplitFile(work.CrawlId, address, document, LlmsFullReader.Split(document.Text).ToFrozenDictionary(part => SiteFiles.PartOf(address, part.Slug)));
                Keep(file);
            }

            file.UsedAt = clock.GetTimestamp();
            return new PageFetch(url, file.Page(url), Scope: null);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _forgetting?.Dispose();
        _turn.Dispose();
    }

    private void Keep(SplitFile file)
    {
        if (_files.Count == MostFiles)
        {
            _files.Remove(_files.MinBy(known => known.UsedAt)!);
        }

        _files.Add(file);
        _forgetting ??= clock.CreateTimer(static files => ((SplitFiles)files!).Forget(), this, Kept, Kept);
    }

    private void Forget()
    {
        // A look, and no wait: whoever fetches now keeps what it has, and the timer comes again.
        if (!_turn.Wait(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            _files.RemoveAll(file => clock.GetElapsedTime(file.UsedAt) >= Kept);
            if (_files.Count == 0)
            {
                _forgetting?.Dispose();
                _forgetting = null;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A file and its pages by address.</summary>
    private sealed class SplitFile(string crawlId, CanonicalUrl address, FetchedDocument document, FrozenDictionary<string, LlmsPart> parts)
    {
        public string CrawlId => crawlId;

        public CanonicalUrl Address => address;

        public long UsedAt { get; set; }

        // What the server can be asked of is the file, and not the page.
        public FetchResult Page(CanonicalUrl url)
        {
            if (!parts.TryGetValue(url.Value, out var part))
            {
                return new FetchFailure(PageReason.HttpClientError, 404, "The file has no such page any more.");
            }

            return new FetchedDocument
            {
                Status = document.Status,
                Kind = DocumentKind.Markdown,
                Text = document.Text.Substring(part.Start, part.Length),
                Bytes = part.Length,
                RobotsTag = document.RobotsTag,
            };
        }
    }

    /// <summary>The file has its own limit, and is one of two.</summary>
    private sealed class WithoutBounds : IBodyAllowance
    {
        public static readonly WithoutBounds Instance = new();

        public ValueTask GrowAsync(long bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}

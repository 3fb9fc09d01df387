using Archon.Chaos.Sites;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Chaos.Users;

/// <summary>
/// A user who starts a crawl through any gateway that answers, and watches it twice: one reader stays at a gateway, the other hops. May end it too.
/// </summary>
internal sealed class WatchedCrawl : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly IReadOnlyList<Uri> _gateways;
    private readonly int _first;
    private readonly HoppingReader _hopping;

    private WatchedCrawl(string id, SitePlan site, IReadOnlyList<Uri> gateways, int first)
    {
        Id = id;
        Site = site;
        _gateways = gateways;
        _first = first;
        Staying = new Sequence($"the reader of {id} who stays");
        Hopping = new Sequence($"the reader of {id} who hops");
        _hopping = new HoppingReader(gateways, id, Hopping, first + 1);
    }

    public string Id { get; }

    public SitePlan Site { get; }

    public Sequence Staying { get; }

    public Sequence Hopping { get; }

    /// <summary>Connections that the reader who hops has opened.</summary>
    public int Connections => _hopping.Connections;

    /// <summary>What the user was told when asking to end it; null when nobody asked, or nobody has answered yet.</summary>
    public CancelOutcome? Cancelled { get; private set; }

    /// <summary>Somebody asked to end it, answered or not.</summary>
    public bool CancelAsked { get; private set; }

    /// <summary>Asks until some gateway starts it.</summary>
    public static async Task<WatchedCrawl> StartAsync(SitePlan site, Uri server, IReadOnlyList<Uri> gateways, int first, CancellationToken cancellationToken)
    {
        var request = new CrawlRequest { Url = new Uri(server, site.Seed).AbsoluteUri, MaxPages = 10_000 };
        var started = await AskAsync(gateways, first, client => client.StartCrawlAsync(request, cancellationToken), cancellationToken);

        // When an answer got lost, the second asking finds what the first has started.
        return started is { Outcome: StartOutcome.Started or StartOutcome.AlreadyRunning, CrawlId: { } id }
            ? new WatchedCrawl(id, site, gateways, first)
            : throw new InvalidOperationException($"The crawl of {request.Url} was refused: {started.Message}");
    }

    /// <summary>Ends when both readers have seen the end.</summary>
    public Task WatchAsync(CancellationToken cancellationToken) => Task.WhenAll(
        StayingReader.ReadAsync(_gateways[_first % _gateways.Count], Id, Staying, cancellationToken),
        _hopping.ReadAsync(cancellationToken));

    /// <summary>The reader who hops does so now.</summary>
    public void Hop() => _hopping.Hop();

    /// <summary>Asks until it is cancelled, or has ended.</summary>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        CancelAsked = true;
        Cancelled = await AskAsync(_gateways, _first, client => client.CancelCrawlAsync(Id, cancellationToken), cancellationToken);
    }

    /// <summary>The crawl as a gateway tells it.</summary>
    public Task<Crawl?> ReadAsync(CancellationToken cancellationToken) =>
        AskAsync(_gateways, _first, client => client.GetCrawlAsync(Id, cancellationToken), cancellationToken);

    public void Dispose() => _hopping.Dispose();

    private static async Task<T> AskAsync<T>(IReadOnlyList<Uri> gateways, int first, Func<IArchonClient, Task<T>> ask, CancellationToken cancellationToken)
    {
        for (var at = first; ; at++)
        {
            using var http = new HttpClient { BaseAddress = gateways[at % gateways.Count], Timeout = TimeSpan.FromSeconds(40) };
            try
            {
                return await ask(new HttpArchonClient(http));
            }
            catch (ArchonUnavailableException)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}

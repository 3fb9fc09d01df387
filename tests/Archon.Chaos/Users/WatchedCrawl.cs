using Archon.Chaos.Sites;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Chaos.Users;

/// <summary>
/// A crawl that users start through any gateway that answers, and watch twice: one reader stays at a gateway, the other hops. They may pause it,
/// let it go on, try its failed pages again and end it, too.
/// </summary>
internal sealed class WatchedCrawl : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly IReadOnlyList<Uri> _gateways;
    private readonly int _first;
    private readonly HoppingReader _hopping;
    private readonly Lock _gate = new();
    private readonly List<string> _findings = [];

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

    /// <summary>Completes once the reader who hops has opened so many.</summary>
    public Task WhenConnected(int connections) => _hopping.WhenConnected(connections);

    /// <summary>What the user was told when asking to end it; null when nobody asked, or nobody has answered yet.</summary>
    public CancelOutcome? Cancelled { get; private set; }

    /// <summary>Somebody asked to end it, answered or not.</summary>
    public bool CancelAsked { get; private set; }

    /// <summary>Somebody was told that its failed pages are tried again.</summary>
    public bool ToldRetrying { get; private set; }

    /// <summary>What stops it without an end.</summary>
    public Asked Pausing { get; } = new();

    /// <summary>What makes it go on or end: whoever is paused stays so without it.</summary>
    public Asked Moving { get; } = new();

    /// <summary>What has failed pages tried again.</summary>
    public Asked Retrying { get; } = new();

    /// <summary>What users found wrong in the answers they got, in sentences.</summary>
    public IReadOnlyList<string> Findings
    {
        get
        {
            lock (_gate)
            {
                return [.. _findings];
            }
        }
    }

    /// <summary>Asks until some gateway starts it.</summary>
    public static async Task<WatchedCrawl> StartAsync(SitePlan site, Uri server, IReadOnlyList<Uri> gateways, int first, CancellationToken cancellationToken)
    {
        var request = new CrawlRequest { Url = new Uri(server, site.Seed).AbsoluteUri, MaxPages = 10_000 };
        var started = await AskAsync(gateways, first, [], client => client.StartCrawlAsync(request, cancellationToken), cancellationToken);

        // When an answer got lost, the second asking finds what the first has started.
        return started is { Outcome: StartOutcome.Started or StartOutcome.AlreadyRunning, CrawlId: { } id }
            ? new WatchedCrawl(id, site, gateways, first)
            : throw new InvalidOperationException($"The crawl of {request.Url} was refused: {started.Message}");
    }

    /// <summary>Ends when both readers have seen the end.</summary>
    public Task WatchAsync(CancellationToken cancellationToken) => WatchAsync(Task.CompletedTask, cancellationToken);

    /// <summary>Ends when both readers have seen an end that is the crawl's newest event, and nobody is left who may try its failed pages again.</summary>
    /// <param name="users">Completes when the users have done what they do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WatchAsync(Task users, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.WhenAll(
                StayingReader.ReadAsync(_gateways[_first % _gateways.Count], Id, Staying, cancellationToken),
                _hopping.ReadAsync(cancellationToken));

            // In this order: what the last of them has done is in the answer.
            var isLast = users.IsCompleted;
            var newest = (await ReadAsync(cancellationToken))?.LastSequence ?? 0;
            var late = new[] { Staying, Hopping }.Where(sequence => sequence.Last < newest).ToList();
            late.ForEach(sequence => sequence.ExpectMore());
            if (late.Count == 0 && isLast)
            {
                return;
            }

            if (late.Count == 0)
            {
                await Task.WhenAny(users, Task.Delay(Pause, TimeProvider.System, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>The reader who hops does so now.</summary>
    public void Hop() => _hopping.Hop();

    /// <summary>Asks until it is cancelled, or has ended.</summary>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        CancelAsked = true;
        var answer = await AskAsync([Moving], client => client.CancelCrawlAsync(Id, cancellationToken), cancellationToken);

        // Of two who ask, one may be told that it has ended.
        Cancelled = Cancelled == CancelOutcome.Cancelled ? Cancelled : answer;
    }

    /// <summary>Asks until it is paused, or has ended.</summary>
    public Task<PauseOutcome> PauseAsync(CancellationToken cancellationToken) =>
        AskAsync([Pausing], client => client.PauseCrawlAsync(Id, cancellationToken), cancellationToken);

    /// <summary>Asks until it goes on, or has ended.</summary>
    public Task<ResumeOutcome> ResumeAsync(CancellationToken cancellationToken) =>
        AskAsync([Moving], client => client.ResumeCrawlAsync(Id, cancellationToken), cancellationToken);

    /// <summary>Asks until its failed pages are tried again, or cannot be.</summary>
    public async Task<RetryFailedResult> RetryFailedAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync([Moving, Retrying], client => client.RetryFailedAsync(Id, cancellationToken), cancellationToken);
        ToldRetrying |= answer.Outcome == RetryFailedOutcome.Retrying;
        return answer;
    }

    /// <summary>The crawl as a gateway tells it.</summary>
    public Task<Crawl?> ReadAsync(CancellationToken cancellationToken) => AskAsync([], client => client.GetCrawlAsync(Id, cancellationToken), cancellationToken);

    /// <summary>Says what is wrong.</summary>
    public void Find(string finding)
    {
        lock (_gate)
        {
            _findings.Add($"{Id}: {finding}");
        }
    }

    public void Dispose() => _hopping.Dispose();

    private Task<T> AskAsync<T>(Asked[] asked, Func<IArchonClient, Task<T>> ask, CancellationToken cancellationToken) =>
        AskAsync(_gateways, _first, asked, ask, cancellationToken);

    private static async Task<T> AskAsync<T>(
        IReadOnlyList<Uri> gateways, int first, Asked[] asked, Func<IArchonClient, Task<T>> ask, CancellationToken cancellationToken)
    {
        Array.ForEach(asked, one => one.Begin());
        try
        {
            for (var at = first; ; at++)
            {
                using var http = new HttpClient { BaseAddress = gateways[at % gateways.Count], Timeout = TimeSpan.FromSeconds(40) };
                try
                {
                    Array.ForEach(asked, one => one.Send());
                    return await ask(new HttpArchonClient(http));
                }
                catch (ArchonUnavailableException fault)
                {
                    if (!fault.NothingChanged)
                    {
                        Array.ForEach(asked, one => one.Lose());
                    }

                    await Task.Delay(Pause, TimeProvider.System, cancellationToken);
                }
            }
        }
        finally
        {
            Array.ForEach(asked, one => one.End());
        }
    }
}

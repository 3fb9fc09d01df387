using Archon.Domain.Crawling;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;
using Archon.Storage.Sqlite.Knowledge;

namespace Archon.Storage.Sqlite.Frontier;

/// <summary>The crawl's counters while one commit changes them.</summary>
internal sealed class CommitTally(CrawlCounters before)
{
    private long _done = before.PagesDone;
    private long _failed = before.PagesFailed;
    private long _skipped = before.PagesSkipped;
    private long _added = before.PagesAdded;
    private long _changed = before.PagesChanged;
    private long _unchanged = before.PagesUnchanged;

    public long PagesDiscovered { get; set; } = before.PagesDiscovered;

    public long LinksRefused { get; set; } = before.LinksRefused;

    public long ChunksStored { get; set; } = before.ChunksStored;

    public long ChunksEmbedded { get; set; } = before.ChunksEmbedded;

    public long CodeExamples { get; set; } = before.CodeExamples;

    public long PagesRemoved { get; set; } = before.PagesRemoved;

    /// <summary>Counts what a refresh did with a document.</summary>
    public void CountDocument(DocumentChange change)
    {
        switch (change)
        {
            case DocumentChange.Added:
                _added++;
                break;
            case DocumentChange.Changed:
                _changed++;
                break;
            default:
                _unchanged++;
                break;
        }
    }

    public void CountOutcome(PageState state)
    {
        switch (state)
        {
            case PageState.Done:
                _done++;
                break;
            case PageState.Failed:
                _failed++;
                break;
            default:
                _skipped++;
                break;
        }
    }

    /// <summary>Counts a page that was done as a duplicate; in a refresh its document was not added after all, or is removed.</summary>
    public void TakeDuplicate(bool wasAdded, bool refreshes)
    {
        _done--;
        _skipped++;
        if (refreshes && wasAdded)
        {
            _added--;
        }
        else if (refreshes)
        {
            PagesRemoved++;
        }
    }

    /// <summary>A page that was done is committed once more: its document will count as changed, which it has been already, or it had been found unchanged.</summary>
    public void Reopen(bool isOwn, bool refreshes)
    {
        _done--;
        if (refreshes && isOwn)
        {
            _changed--;
        }
        else if (refreshes)
        {
            _unchanged--;
        }
    }

    /// <summary>Writes the counters and the crawl's scope.</summary>
    public CrawlCounters Write(SqliteDatabase database, CrawlHead crawl, string scopeUrl)
    {
        var counters = ToCounters();
        if (ChunksEmbedded != before.ChunksEmbedded)
        {
            database["add-chunks-embedded"].Bind(ChunksEmbedded - before.ChunksEmbedded).Bind(crawl.No).Run();
        }

        database["update-crawl-counters"]
            .Bind(counters.PagesDiscovered).Bind(counters.PagesDone).Bind(counters.PagesFailed).Bind(counters.PagesSkipped)
            .Bind(counters.LinksRefused).Bind(counters.ChunksStored).Bind(counters.CodeExamples)
            .Bind(counters.PagesAdded).Bind(counters.PagesChanged).Bind(counters.PagesUnchanged).Bind(counters.PagesRemoved)
            .Bind(scopeUrl).Bind(crawl.No)
            .Run();
        return counters;
    }

    private CrawlCounters ToCounters() => before with
    {
        PagesDiscovered = PagesDiscovered,
        PagesDone = _done,
        PagesFailed = _failed,
        PagesSkipped = _skipped,
        LinksRefused = LinksRefused,
        ChunksStored = ChunksStored,
        ChunksEmbedded = ChunksEmbedded,
        CodeExamples = CodeExamples,
        PagesAdded = _added,
        PagesChanged = _changed,
        PagesUnchanged = _unchanged,
        PagesRemoved = PagesRemoved,
    };
}

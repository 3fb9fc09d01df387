using Archon.Domain.Crawling;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Frontier;

/// <summary>The crawl's counters while one commit changes them.</summary>
internal sealed class CommitTally(CrawlCounters before)
{
    private long _done = before.PagesDone;
    private long _failed = before.PagesFailed;
    private long _skipped = before.PagesSkipped;

    public long PagesDiscovered { get; set; } = before.PagesDiscovered;

    public long LinksRefused { get; set; } = before.LinksRefused;

    public long ChunksStored { get; set; } = before.ChunksStored;

    public long CodeExamples { get; set; } = before.CodeExamples;

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

    /// <summary>Writes the counters to the crawl's row.</summary>
    public CrawlCounters Write(SqliteDatabase database, CrawlHead crawl, string scopeUrl)
    {
        var counters = ToCounters();
        database["update-crawl-counters"]
            .Bind(counters.PagesDiscovered).Bind(counters.PagesDone).Bind(counters.PagesFailed).Bind(counters.PagesSkipped)
            .Bind(counters.LinksRefused).Bind(counters.ChunksStored).Bind(counters.CodeExamples).Bind(scopeUrl)
            .Bind(crawl.No)
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
        CodeExamples = CodeExamples,
    };
}

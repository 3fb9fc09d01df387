using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;

namespace Archon.Cli.Crawling;

/// <summary>
/// What a crawl does, in a line: the page it has come to, or what it has said since. Pages that failed are in the summary. What it says of a trouble
/// in a stage without pages is over once that stage goes on.
/// </summary>
internal sealed class LatestWord
{
    private const string AboutAPage = "Failed: ";

    private string? _url;
    private string? _stage;
    private string? _said;
    private CrawlStatus? _status;
    private long _finished;

    /// <summary>The line; null before there is one.</summary>
    public string? Text => _said ?? _stage ?? _url;

    /// <summary>Takes an event in.</summary>
    public void Note(CrawlProgress progress)
    {
        if (progress.CurrentUrl is { } url && url != _url)
        {
            (_url, _stage, _said) = (url, null, null);
        }

        var finished = progress.ChunksEmbedded + (progress.ExamplesSummarised ?? 0);
        if (progress.Status is CrawlStatus.Embedding or CrawlStatus.Finalizing && finished != _finished)
        {
            _said = null;
        }

        _finished = finished;
        if (progress.Log is { } log && !log.StartsWith(AboutAPage, StringComparison.Ordinal))
        {
            (_stage, _said) = progress.Status != _status ? (log, null) : (_stage, log);
        }

        _status = progress.Status;
    }
}

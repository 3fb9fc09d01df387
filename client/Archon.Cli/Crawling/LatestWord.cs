using Archon.GrainInterfaces.Progress;

namespace Archon.Cli.Crawling;

/// <summary>What a crawl does, in a line: the page it has come to, or what it has said since. Pages that failed are in the summary.</summary>
internal sealed class LatestWord
{
    private const string AboutAPage = "Failed: ";

    private string? _url;

    /// <summary>The line; null before there is one.</summary>
    public string? Text { get; private set; }

    /// <summary>Takes an event in.</summary>
    public void Note(CrawlProgress progress)
    {
        if (progress.CurrentUrl is { } url && url != _url)
        {
            Text = _url = url;
        }

        if (progress.Log is { } log && !log.StartsWith(AboutAPage, StringComparison.Ordinal))
        {
            Text = log;
        }
    }
}

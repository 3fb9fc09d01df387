using Archon.Cli.Nodes;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Output;

/// <summary>Code examples without a summary of the chat model in use: those that get one, and those of crawls that were stopped, which get none meanwhile.</summary>
internal sealed class WaitingExamples
{
    private long _waiting;
    private long _stopped;
    private string? _stoppedSource;

    /// <summary>Looks at a source, and at its last crawl when examples of it have no summary.</summary>
    public async Task AddAsync(Source source, Func<string, CancellationToken, Task<Crawl?>> findCrawl, CancellationToken cancellationToken)
    {
        var examples = source.CodeExamples - (source.ExamplesSummarised ?? source.CodeExamples);
        if (examples <= 0)
        {
            return;
        }

        var last = source.LastCrawlId is { } id ? await findCrawl(id, cancellationToken) : null;
        if (last is { Status: CrawlStatus.Cancelled or CrawlStatus.Paused })
        {
            _stopped += examples;
            _stoppedSource ??= source.Id;
        }
        else
        {
            _waiting += examples;
        }
    }

    /// <summary>What there is to say; nothing when all have one.</summary>
    public IEnumerable<string> Sentences(NodeTarget target)
    {
        if (_waiting > 0)
        {
            yield return $"{Humanly.Count(_waiting, "code example waits", "code examples wait")} for a summary by the chat model; until then the text before the code stands in its place.";
        }

        if (_stoppedSource is not null)
        {
            yield return $"{Humanly.Count(_stopped, "code example has", "code examples have")} no summary by the chat model, for the last crawl of the source was cancelled or paused, which ends them too; "
                + $"the text before the code stands in its place. A paused crawl that goes on has them written, and so has {target.Hint($"refresh {_stoppedSource}")}";
        }
    }
}

namespace Archon.GrainInterfaces.Processing;

/// <summary>CPU work: of one page main content, Markdown, links, chunks, code examples; the prompts of summaries. Stateless, local to its caller; key 0.</summary>
[Alias("archon.page-processor"), GrainInterfaceType("archon.page-processor")]
public interface IPageProcessorGrain : IGrainWithIntegerKey
{
    /// <summary>Processes one document. What the document does wrong is in the answer, not thrown.</summary>
    [Alias("process"), ResponseTimeout("00:05:00")]
    Task<ProcessedPage> ProcessAsync(ProcessPage command, CancellationToken cancellationToken);

    /// <summary>Sorts the links of a page that has not changed since it was processed.</summary>
    [Alias("sort-links"), ResponseTimeout("00:05:00")]
    Task<ProcessedLinks> SortLinksAsync(SortLinks command, CancellationToken cancellationToken);

    /// <summary>Takes out of a stored page what recurs on the pages of its site. Null when it has nothing of that.</summary>
    [Alias("rewrite"), ResponseTimeout("00:05:00")]
    Task<ProcessedPage?> RewriteAsync(RewritePage command, CancellationToken cancellationToken);

    /// <summary>Makes the prompts of summaries: of untrusted material, within what the chat model takes. None when there is no chat model.</summary>
    [Alias("prepare-summaries"), ResponseTimeout("00:05:00")]
    Task<PreparedSummaries> PrepareSummariesAsync(PrepareSummaries command, CancellationToken cancellationToken);
}

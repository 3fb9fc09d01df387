namespace Archon.GrainInterfaces.Processing;

/// <summary>CPU work on one page: main content, Markdown, links, chunks, code examples. Stateless, local to its caller; key 0.</summary>
[Alias("archon.page-processor"), GrainInterfaceType("archon.page-processor")]
public interface IPageProcessorGrain : IGrainWithIntegerKey
{
    /// <summary>Processes one document. What the document does wrong is in the answer, not thrown.</summary>
    [Alias("process"), ResponseTimeout("00:05:00")]
    Task<ProcessedPage> ProcessAsync(ProcessPage command, CancellationToken cancellationToken);
}

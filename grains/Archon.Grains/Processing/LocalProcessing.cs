using Archon.GrainInterfaces.Processing;

namespace Archon.Grains.Processing;

/// <summary>
/// How a lane asks for CPU work. No token goes along: Orleans tells any one of a stateless worker's activations of a cancellation, and one that does not
/// have the request looks for it for three seconds, which a node that ends waits for. The work has its token from <see cref="CrawlCancellations"/>.
/// </summary>
internal static class LocalProcessing
{
    /// <inheritdoc cref="IPageProcessorGrain.ProcessAsync"/>
    public static Task<ProcessedPage> ProcessHereAsync(this IPageProcessorGrain processor, ProcessPage command, CancellationToken cancellationToken) =>
        processor.ProcessAsync(command, CancellationToken.None).WaitAsync(cancellationToken);

    /// <inheritdoc cref="IPageProcessorGrain.SortLinksAsync"/>
    public static Task<ProcessedLinks> SortLinksHereAsync(this IPageProcessorGrain processor, SortLinks command, CancellationToken cancellationToken) =>
        processor.SortLinksAsync(command, CancellationToken.None).WaitAsync(cancellationToken);

    /// <inheritdoc cref="IPageProcessorGrain.RewriteAsync"/>
    public static Task<ProcessedPage?> RewriteHereAsync(this IPageProcessorGrain processor, RewritePage command, CancellationToken cancellationToken) =>
        processor.RewriteAsync(command, CancellationToken.None).WaitAsync(cancellationToken);

    /// <inheritdoc cref="IPageProcessorGrain.PrepareSummariesAsync"/>
    public static Task<PreparedSummaries> PrepareSummariesHereAsync(this IPageProcessorGrain processor, PrepareSummaries command, CancellationToken cancellationToken) =>
        processor.PrepareSummariesAsync(command, CancellationToken.None).WaitAsync(cancellationToken);
}

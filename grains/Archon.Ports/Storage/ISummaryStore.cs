using System.Collections.Immutable;
using Archon.Domain.Summaries;

namespace Archon.Ports.Storage;

/// <summary>
/// Summaries that models wrote. Each is kept once, by the hash of what the model was asked, and used wherever the same would be asked: a page that
/// comes again, or in another source, costs nothing. What still wants one is durable: it is the examples themselves.
/// </summary>
public interface ISummaryStore
{
    /// <summary>
    /// Code examples of a source without a summary of this model, by id, among the next that have an id above <paramref name="after"/>: it looks at
    /// 2,000 at most and gives <paramref name="limit"/> at most, so it takes as long in a large source as in a small one. None while the source's newest crawl is
    /// paused, or when it was cancelled.
    /// </summary>
    Task<UnsummarisedExamples> ReadUnsummarisedAsync(string sourceId, string model, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Gives examples the summaries that are known by these hashes; the ids of those that got one, or are gone.</summary>
    Task<ImmutableArray<long>> UseSummariesAsync(string model, ImmutableArray<ExampleHash> examples, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps what a model wrote, or that it will not write it, and gives it to the examples that are still there; the same again changes nothing. How many of the examples got
    /// theirs. Nothing is kept when the source is gone.
    /// </summary>
    Task<int> StoreSummaryAsync(WrittenSummary summary, CancellationToken cancellationToken);

    /// <summary>What a source's summary is made of; null when there is no such source, or its newest crawl is paused or was cancelled.</summary>
    Task<SourceMaterial?> ReadSourceMaterialAsync(string sourceId, CancellationToken cancellationToken);

    /// <summary>
    /// What the first pages of each of these sources begin with: a few passages of a few pages, each cut where it is long. Its seed's page leads, then come those its newest
    /// crawl found first, then those whose URLs are first. Costs the same for any number of pages.
    /// </summary>
    Task<IReadOnlyDictionary<string, ImmutableArray<string>>> ReadFirstPassagesAsync(ImmutableArray<string> sourceIds, CancellationToken cancellationToken);

    /// <summary>Gives the source the summary that is known by this hash; false when none is. True when the source is gone.</summary>
    Task<bool> UseSourceSummaryAsync(string sourceId, string model, string hash, CancellationToken cancellationToken);

    /// <summary>How many code examples of each of these sources have a summary of this model, or are refused by it.</summary>
    Task<IReadOnlyDictionary<string, long>> CountSummarisedAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets summaries that were written for a source and that nothing uses any more, among the next <paramref name="limit"/> after <paramref name="after"/>; where
    /// to go on, null at the end.
    /// </summary>
    Task<long?> ForgetUnusedSummariesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken);
}

/// <summary>Examples that wait for a summary.</summary>
/// <param name="Items">The examples.</param>
/// <param name="Past">The id to go on after.</param>
/// <param name="IsLast">There are no examples behind that one now.</param>
public sealed record UnsummarisedExamples(ImmutableArray<UnsummarisedExample> Items, long Past, bool IsLast);

/// <summary>An example that waits for a summary.</summary>
/// <param name="Id">Its id within the store.</param>
/// <param name="Material">What is known of it.</param>
public sealed record UnsummarisedExample(long Id, ExampleMaterial Material);

/// <summary>What would be asked for an example.</summary>
/// <param name="Id">The example.</param>
/// <param name="Hash">The prompt's hash.</param>
public sealed record ExampleHash(long Id, string Hash);

/// <summary>What came of a prompt.</summary>
public sealed record WrittenSummary
{
    /// <summary>The source it was asked for.</summary>
    public required string SourceId { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The prompt's hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The summary; null when the model refuses to write one.</summary>
    public string? Text { get; init; }

    /// <summary>The examples that get it.</summary>
    public ImmutableArray<long> Examples { get; init; } = [];

    /// <summary>It is the source's own summary.</summary>
    public bool IsOfSource { get; init; }
}

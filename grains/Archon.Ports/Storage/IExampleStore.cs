using System.Collections.Immutable;
using Archon.Domain.CodeExamples;

namespace Archon.Ports.Storage;

/// <summary>
/// Which code examples of a source are the same or nearly so. That is kept beside them, as the number of a group, and no example stands for the others: a search shows the best of
/// a group, whichever are left. What has no group stands for itself.
/// </summary>
public interface IExampleStore
{
    /// <summary>Examples of a source by id, with their sketches. None for a source that is not there.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="after">Those with a larger id; 0 for the first.</param>
    /// <param name="limit">Most of them; fewer are the last.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<SketchedExample>> ReadSketchesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The code of examples, up to 16 variants of each in order; of long code the first 40,000 characters, 10,000 of a variant; those that are gone are left out.</summary>
    Task<ImmutableArray<ExampleCode>> ReadExampleCodeAsync(ImmutableArray<long> ids, CancellationToken cancellationToken);

    /// <summary>Says of examples which group they are of; of those that are gone nothing is kept. Safe to do again.</summary>
    Task GroupExamplesAsync(ImmutableArray<GroupedExample> examples, CancellationToken cancellationToken);
}

/// <summary>An example and what it is told from others by.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sketch">Its <see cref="CodeSketch"/>; empty for one that was stored without.</param>
/// <param name="Group">The group it is of; null for none.</param>
public sealed record SketchedExample(long Id, ImmutableArray<byte> Sketch, long? Group);

/// <summary>An example's code.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Variants">All its variants in order; itself alone when it stands in no tab.</param>
public sealed record ExampleCode(long Id, ImmutableArray<CodeVariant> Variants);

/// <summary>Of which group an example is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Group">The id of the example that came first; null for none.</param>
public readonly record struct GroupedExample(long Id, long? Group);

using System.Collections.Immutable;
using Archon.Domain.Summaries;
using Archon.Ports.Storage;

namespace Archon.Grains.Summaries;

/// <summary>A summary as people see it: a model's where one has written it, else one made of what the site wrote, and marked so.</summary>
/// <param name="Text">The summary; null when there is nothing to say.</param>
/// <param name="Kind">Who wrote it; null without a text.</param>
internal readonly record struct ShownSummary(string? Text, string? Kind)
{
    /// <summary>A chat model wrote it.</summary>
    public const string Model = "model";

    /// <summary>It is made of what the site wrote.</summary>
    public const string Extractive = "extractive";

    /// <param name="source">The source.</param>
    /// <param name="title">Its title, as it is shown.</param>
    /// <param name="passages">What its first pages begin with, when that was read.</param>
    public static ShownSummary Of(SourceRecord source, string title, ImmutableArray<string> passages) =>
        Of(source.Summary, () => ExtractiveSummary.OfSource(title, [source.Beginning, .. passages]));

    /// <summary>Nobody has summed the source up, and what its first page begins with does not say what it is.</summary>
    public static bool NeedsPassages(SourceRecord source) => source.Summary is null && ExtractiveSummary.OfPage(source.Beginning) is null;

    /// <summary>Of code only.</summary>
    public static ShownSummary Of(SearchHit hit) => hit.Context is { } context ? Of(hit.Summary, () => ExtractiveSummary.OfExample(hit.Title, hit.Heading, context)) : default;

    private static ShownSummary Of(string? written, Func<string> extract) =>
        written is not null ? new(written, Model) : extract() is { Length: > 0 } made ? new(made, Extractive) : default;
}

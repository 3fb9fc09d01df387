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

    public static ShownSummary Of(SourceRecord source, string title) => Of(source.Summary, () => ExtractiveSummary.OfSource(title, source.Beginning));

    /// <summary>Of code only.</summary>
    public static ShownSummary Of(SearchHit hit) => hit.Context is { } context ? Of(hit.Summary, () => ExtractiveSummary.OfExample(hit.Title, hit.Heading, context)) : default;

    private static ShownSummary Of(string? written, Func<string> extract) =>
        written is not null ? new(written, Model) : extract() is { Length: > 0 } made ? new(made, Extractive) : default;
}

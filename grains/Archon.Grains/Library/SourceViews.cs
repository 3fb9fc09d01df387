using System.Globalization;
using Archon.Domain.Anchors;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Library;
using Archon.Grains.Summaries;
using Archon.Ports.Storage;

namespace Archon.Grains.Library;

/// <summary>Sources as the doors show them.</summary>
internal static class SourceViews
{
    /// <summary>Refused chunks that are shown of a source.</summary>
    public const int MostRefused = 5;

    // Several readings, between which chunks and examples may come and go.
    public static Source ToView(SourceRecord source, SourceCounts counts)
    {
        // Of documents the first one's title says nothing of the others.
        var title = DocumentAddress.TryParse(source.Url, out var address) ? address.Name : source.Title;
        var summary = ShownSummary.Of(source, title, counts.Passages.GetValueOrDefault(source.Id, []));
        var refused = counts.Refused.GetValueOrDefault(source.Id) ?? RefusedTexts.None;
        return new Source
        {
            Id = source.Id,
            Url = source.Url,
            Title = title,
            Tags = source.Tags,
            Pages = source.Documents,
            Chunks = source.Chunks,
            CodeExamples = source.CodeExamples,
            LastCrawlId = source.LastCrawlId,
            UpdatedAt = source.UpdatedAt,
            RefreshEverySeconds = (long?)source.Schedule?.Every.TotalSeconds,
            NextRefreshAt = source.Schedule?.NextAt,
            ChunksEmbedded = Math.Max(0, source.Chunks - counts.Waiting.GetValueOrDefault(source.Id) - refused.Count),
            ExamplesSummarised = counts.Summarised is null ? null : Math.Min(source.CodeExamples, counts.Summarised.GetValueOrDefault(source.Id)),
            Summary = summary.Text,
            SummaryKind = summary.Kind,
            ChunksRefused = refused.Count,
            Refused = [.. refused.First.Select(ToView)],
            KeptModel = counts.Kept.GetValueOrDefault(source.Id),
        };
    }

    private static RefusedChunk ToView(RefusedText chunk) => new()
    {
        Id = chunk.ChunkId.ToString(CultureInfo.InvariantCulture),
        Url = UrlFragment.Append(chunk.Url, PassageFragments.First(chunk.Fragments)),
        Heading = chunk.Headings,
        Reason = chunk.Reason,
    };
}

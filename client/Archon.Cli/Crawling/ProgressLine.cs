using System.Globalization;
using Archon.Cli.Output;
using Archon.GrainInterfaces.Progress;

namespace Archon.Cli.Crawling;

/// <summary>A progress event in words.</summary>
internal static class ProgressLine
{
    /// <summary>"120 of 300 pages · 14 pages/s · 13 s left · 2 failed".</summary>
    public static string Counts(CrawlProgress progress)
    {
        var finished = progress.PagesDone + progress.PagesFailed + progress.PagesSkipped;
        List<string> parts = [$"{Humanly.Count(finished)} of {Humanly.Count(progress.PagesDiscovered, "page", "pages")}"];
        if (progress.PagesPerSecond > 0)
        {
            parts.Add($"{Humanly.Rate(progress.PagesPerSecond)} pages/s");
        }

        if (progress.EtaSeconds is { } seconds and >= 0 and < 1e7)
        {
            parts.Add($"{Humanly.Duration(TimeSpan.FromSeconds(seconds))} left");
        }

        if (progress.ChunksStored > progress.ChunksEmbedded && progress.Status == GrainInterfaces.Crawling.CrawlStatus.Embedding)
        {
            parts.Add($"{Humanly.Count(progress.ChunksEmbedded)} of {Humanly.Count(progress.ChunksStored, "chunk", "chunks")} embedded");
        }

        if (progress is { ExamplesSummarised: { } summarised, Status: GrainInterfaces.Crawling.CrawlStatus.Finalizing })
        {
            parts.Add($"{Humanly.Count(summarised)} of {Humanly.Count(progress.CodeExamples, "code example", "code examples")} summarised");
        }

        if (progress.PagesFailed > 0)
        {
            parts.Add($"{Humanly.Count(progress.PagesFailed)} failed");
        }

        return string.Join(" · ", parts);
    }

    public static string Percent(CrawlProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(progress.Percentage, 0, 100),3:0}%");
}

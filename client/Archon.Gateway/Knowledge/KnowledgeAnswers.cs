using System.Text.Json.Serialization;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Gateway.Knowledge;

/// <summary>A crawl was started.</summary>
internal sealed record AddAnswer([property: JsonPropertyName("task_id")] string TaskId)
{
    public bool Success { get; } = true;

    [JsonPropertyName("progress_id")]
    public string ProgressId => TaskId;

    public string Message { get; init; } = "Crawl started in background";
}

/// <summary>A crawl was ended.</summary>
internal sealed record CancelAnswer([property: JsonPropertyName("task_id")] string TaskId)
{
    public bool Success { get; } = true;

    public string Message { get; } = "Crawl cancelled";
}

/// <summary>How a crawl stands, in the original's snake_case.</summary>
internal sealed record StatusAnswer
{
    [JsonPropertyName("task_id")]
    public required string TaskId { get; init; }

    /// <summary>True when it has ended, however it ended.</summary>
    public required bool Done { get; init; }

    public required bool Cancelled { get; init; }

    public required CrawlStatus Status { get; init; }

    /// <summary>0 to 100; −1 when it ended in error.</summary>
    public required double Percentage { get; init; }

    public required string Url { get; init; }

    [JsonPropertyName("pages_discovered")]
    public long PagesDiscovered { get; init; }

    [JsonPropertyName("pages_done")]
    public long PagesDone { get; init; }

    [JsonPropertyName("pages_failed")]
    public long PagesFailed { get; init; }

    [JsonPropertyName("pages_skipped")]
    public long PagesSkipped { get; init; }

    [JsonPropertyName("chunks_stored")]
    public long ChunksStored { get; init; }

    [JsonPropertyName("code_examples")]
    public long CodeExamples { get; init; }

    public string? Error { get; init; }

    public static StatusAnswer Of(Crawl crawl) => new()
    {
        TaskId = crawl.Id,
        Done = crawl.Status >= CrawlStatus.Complete,
        Cancelled = crawl.Status == CrawlStatus.Cancelled,
        Status = crawl.Status,
        Percentage = crawl.Percentage,
        Url = crawl.Url,
        PagesDiscovered = crawl.PagesDiscovered,
        PagesDone = crawl.PagesDone,
        PagesFailed = crawl.PagesFailed,
        PagesSkipped = crawl.PagesSkipped,
        ChunksStored = crawl.ChunksStored,
        CodeExamples = crawl.CodeExamples,
        Error = crawl.Error,
    };
}

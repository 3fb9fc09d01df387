namespace Archon.GrainInterfaces.Progress;

/// <summary>Where progress is streamed: provider <c>progress</c>, stream <c>progress/&lt;crawlId&gt;</c>, items of <see cref="ProgressBatch"/>.</summary>
public static class ProgressStreams
{
    /// <summary>Name of the stream provider.</summary>
    public const string Provider = "progress";

    /// <summary>Namespace of the streams; the key is the crawl id.</summary>
    public const string Namespace = "progress";
}

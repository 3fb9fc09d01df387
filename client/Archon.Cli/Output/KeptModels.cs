using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Output;

/// <summary>Says of sources that their vectors are of models which the node has no settings for.</summary>
internal static class KeptModels
{
    /// <summary>What to do about it.</summary>
    public const string Remedy = "Set Archon:Embeddings as it was, or Archon:Embeddings:ReplaceByBuiltIn to true to embed all anew with the built-in embedder.";

    /// <summary>Chunks of a source that wait for a vector.</summary>
    public static long Waiting(Source source) => Math.Max(0, source.Chunks - (source.ChunksEmbedded ?? source.Chunks) - source.ChunksRefused);

    /// <summary>A clause without a full stop; null when there are none.</summary>
    public static string? Clause(IReadOnlyCollection<Source> sources)
    {
        var kept = sources.Where(source => source.KeptModel is not null).ToList();
        var waiting = kept.Sum(Waiting);
        return kept.Count == 0 ? null
            : $"{Humanly.Count(kept.Count, "source is", "sources are")} embedded by {string.Join(" and ", kept.Select(source => TerminalText.OneLine(source.KeptModel!)).Distinct())}, which this node "
                + $"has no settings for: the vectors are kept, and passages are found by their words{(waiting > 0 ? $"; {Humanly.Count(waiting, "new chunk waits", "new chunks wait")} for that model" : "")}";
    }
}

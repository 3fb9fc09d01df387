using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Output;

/// <summary>Says what the model refuses: how much, the first places, and why.</summary>
internal static class RefusedPassages
{
    private const int Most = 3;
    private const int LongestReason = 160;

    /// <summary>A clause without a full stop; null when nothing is refused.</summary>
    public static string? Clause(IReadOnlyCollection<Source> sources)
    {
        var count = sources.Sum(source => source.ChunksRefused);
        if (count == 0)
        {
            return null;
        }

        var shown = sources.Where(source => !source.Refused.IsDefault).SelectMany(source => source.Refused).Take(Most).Select(Place).ToList();
        if (count > shown.Count)
        {
            shown.Add($"{Humanly.Count(count - shown.Count)} more");
        }

        return $"{Humanly.Count(count, "passage is", "passages are")} refused by the model: {string.Join("; ", shown)}";
    }

    private static string Place(RefusedChunk chunk) =>
        $"{TerminalText.OneLine(chunk.Url)} — {TerminalText.Cut(TerminalText.OneLine(chunk.Reason).TrimEnd('.'), LongestReason)}";
}

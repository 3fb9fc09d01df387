namespace Archon.Chaos.Processes;

/// <summary>The log of a slot's nodes, as far as somebody wants to read it after a failure.</summary>
internal static class NodeLog
{
    private const int LongestLine = 600;

    // As the console's formatter shortens the levels from warning on.
    private static readonly string[] Troubles = [" warn: ", " fail: ", " crit: "];

    /// <summary>The last lines that name one of <paramref name="words"/> or are warnings or worse, oldest first and each cut to a readable length.</summary>
    public static IReadOnlyList<string> Tail(string path, int lines, IReadOnlyCollection<string> words)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        // Nodes that run write on.
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        var last = new Queue<string>();
        while (reader.ReadLine() is { } line)
        {
            if (!Troubles.Any(trouble => line.Contains(trouble, StringComparison.Ordinal)) && !words.Any(word => line.Contains(word, StringComparison.Ordinal)))
            {
                continue;
            }

            last.Enqueue(line.Length > LongestLine ? line[..LongestLine] + "…" : line);
            if (last.Count > lines)
            {
                last.Dequeue();
            }
        }

        return [.. last];
    }
}

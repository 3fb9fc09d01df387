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

        var last = new Queue<string>();
        foreach (var line in Read(path))
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

    /// <summary>How often a silo of this log was told by the others that it is dead, and ended for it.</summary>
    public static int CountDeclaredDead(string path) =>
        File.Exists(path) ? Read(path).Count(line => line.Contains("declared this one dead", StringComparison.Ordinal)) : 0;

    // Nodes that run write on.
    private static IEnumerable<string> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}

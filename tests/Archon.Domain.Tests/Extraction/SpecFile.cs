using System.Collections.Immutable;

namespace Archon.Domain.Tests.Extraction;

/// <summary>One case of a file in <c>Specs/</c>: what is read, and what it gives.</summary>
internal sealed record SpecFile(string File, string Name, string Html, string Markdown)
{
    // Longer than any fence a case would show.
    private const string Fence = "````````````";

    public static ImmutableArray<SpecFile> All { get; } = In("extraction");

    /// <summary>The cases of all files in a folder of <c>Specs/</c>.</summary>
    public static ImmutableArray<SpecFile> In(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Specs", folder), "*.md").Order(StringComparer.Ordinal).SelectMany(Read),
    ];

    private static IEnumerable<SpecFile> Read(string path)
    {
        var name = "";
        var lines = System.IO.File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');

        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index].StartsWith("## ", StringComparison.Ordinal))
            {
                name = lines[index][3..];
                continue;
            }

            if (!lines[index].StartsWith(Fence, StringComparison.Ordinal))
            {
                continue;
            }

            var dot = Array.IndexOf(lines, ".", index);
            var end = Array.IndexOf(lines, Fence, dot);
            yield return new SpecFile(Path.GetFileName(path), name, Text(lines[(index + 1)..dot]), Text(lines[(dot + 1)..end]));
            index = end;
        }
    }

    private static string Text(string[] lines) => string.Concat(lines.Select(line => line.Replace('→', '\t') + "\n"));
}

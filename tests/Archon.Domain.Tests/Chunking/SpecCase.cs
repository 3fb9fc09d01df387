
namespace Archon.Domain.Tests.Chunking;

/// <summary>
/// One case of a spec file: its heading names it, a fence of thirty-two backticks holds the input, a line with a dot, and what we owe.
/// Words after <c>example</c> on the fence are options. An arrow → stands for a tab.
/// </summary>
internal sealed record SpecCase(string Name, string Options, string Input, string Expected)
{
    private static readonly string Fence = new('`', 32);

    public static TheoryData<string, string> NamesIn(string folder)
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.md").Order(StringComparer.Ordinal))
        {
            foreach (var found in Read(file))
            {
                data.Add(Path.GetFileName(file), found.Name);
            }
        }

        return data;
    }

    public static SpecCase Find(string folder, string file, string name) =>
        Read(Path.Combine(Root(), folder, file)).Single(x => x.Name == name);

    private static IEnumerable<SpecCase> Read(string file)
    {
        var name = "";
        var lines = File.ReadAllLines(file);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                name = lines[i][3..];
            }
            else if (lines[i].StartsWith(Fence + " example", StringComparison.Ordinal))
            {
                var end = Array.IndexOf(lines, Fence, i + 1);
                var dot = Array.IndexOf(lines, ".", i + 1, end - i - 1);
                yield return new(name, lines[i][(Fence.Length + 8)..].Trim(), Join(lines[(i + 1)..dot]), Join(lines[(dot + 1)..end]));
                i = end;
            }
        }
    }

    private static string Join(string[] lines) => string.Join('\n', lines).Replace('→', '\t');

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Archon.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No Archon.sln above {AppContext.BaseDirectory}; run the tests inside the repository.");
        }

        return Path.Combine(folder.FullName, "tests", "Archon.Domain.Tests", "Specs");
    }
}

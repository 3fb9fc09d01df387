
namespace Archon.Cli.Tests.Readme;

public sealed class ReadmeTests
{
    private const string Indent = "        ";

    [Fact]
    public void Snippet_InTheReadme_IsTheOneThatCompiles()
    {
        var root = Root();
        var source = File.ReadAllLines(Path.Combine(root, "tests", "Archon.Cli.Tests", "Readme", "SdkSnippet.cs"));
        var usings = source.Where(line => line.StartsWith("using ", StringComparison.Ordinal));
        var snippet = source
            .SkipWhile(line => !line.Contains("// <snippet>", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains("// </snippet>", StringComparison.Ordinal))
            .Select(line => line.StartsWith(Indent, StringComparison.Ordinal) ? line[Indent.Length..] : line);

        Assert.Contains(
            $"```csharp\n{string.Join('\n', usings)}\n\n{string.Join('\n', snippet).TrimEnd()}\n```",
            File.ReadAllText(Path.Combine(root, "README.md")),
            StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Archon.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds Archon.sln.");
        }

        return folder.FullName;
    }
}

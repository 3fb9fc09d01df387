using System.Runtime.CompilerServices;
using Xunit;

namespace Archon.Cli.Tests.Readme;

public sealed class ReadmeTests
{
    private const string Indent = "        ";

    [Fact]
    public void Snippet_InTheReadme_IsTheOneThatCompiles()
    {
        var folder = Path.GetDirectoryName(ThisFile())!;
        var source = File.ReadAllLines(Path.Combine(folder, "SdkSnippet.cs"));
        var snippet = source
            .SkipWhile(line => !line.Contains("// <snippet>", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains("// </snippet>", StringComparison.Ordinal))
            .Select(line => line.StartsWith(Indent, StringComparison.Ordinal) ? line[Indent.Length..] : line);

        Assert.Contains(
            $"```csharp\n{string.Join('\n', snippet).TrimEnd()}\n```",
            File.ReadAllText(Path.Combine(folder, "..", "..", "..", "README.md")),
            StringComparison.Ordinal);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

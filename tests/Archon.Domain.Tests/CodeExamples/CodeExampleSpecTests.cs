using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;
using Archon.Domain.Tests.Chunking;

namespace Archon.Domain.Tests.CodeExamples;

public sealed class CodeExampleSpecTests
{
    public static TheoryData<string, string> Cases => SpecCase.NamesIn("code-examples");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_OfASpecCase_IsAsWritten(string file, string name)
    {
        var spec = SpecCase.Find("code-examples", file, name);

        var examples = CodeExampleReader.Read(MarkdownOutline.Parse(spec.Input, TestContext.Current.CancellationToken));

        Assert.Equal(spec.Expected, string.Join('\n', examples.Select(x =>
            $"=== {x.Language ?? "none"}{(x.IsGuessed ? "?" : "")} | {string.Join(" > ", x.HeadingPath)} | {x.Context.Replace('\n', '/')}{Title(x)}{Tab(x)}\n{x.Code}")));
    }

    private static string Title(CodeExample example) => example.Title == (example.HeadingPath.LastOrDefault() ?? "") ? "" : $" | title {example.Title}";

    private static string Tab(CodeExample example) => example.Tab is null ? "" : $" | tab {example.Tab} of {example.TabsBegin}";
}

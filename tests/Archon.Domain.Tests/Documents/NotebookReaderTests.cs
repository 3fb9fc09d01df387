using Archon.Domain.Crawling;
using Archon.Domain.Documents;
using Archon.Domain.Tests.Extraction;

namespace Archon.Domain.Tests.Documents;

/// <summary>Holds every case in <c>Specs/notebooks</c>, and what is no notebook.</summary>
public sealed class NotebookReaderTests
{
    private static readonly Uri Address = new("file:///home/me/book.ipynb");

    public static TheoryData<string> Cases => [.. SpecFile.In("notebooks").Select(spec => spec.Name)];

    [Theory, MemberData(nameof(Cases))]
    public void Read_AsTheSpecSays(string name)
    {
        var spec = SpecFile.In("notebooks").Single(spec => spec.Name == name);

        Assert.Equal(spec.Markdown, NotebookReader.Read(spec.Html, Address, TestContext.Current.CancellationToken).Page!.Markdown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"cells":7}""")]
    [InlineData("""{"worksheets":[]}""")]
    [InlineData("""{"cells":[{"cell_type":"markdown","source":"\ud800"}]}""")]
    public void Read_OfSomethingElse_IsBroken(string json)
    {
        var reading = NotebookReader.Read(json, Address, TestContext.Current.CancellationToken);

        Assert.Null(reading.Page);
        Assert.Equal(PageReason.DocumentBroken, reading.Reason);
        Assert.EndsWith(".", reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfDeepNesting_IsBroken() =>
        Assert.Equal(PageReason.DocumentBroken, NotebookReader.Read(new string('[', 1_000_000), Address, TestContext.Current.CancellationToken).Reason);

    [Theory]
    [InlineData("""{"cells":[7,null,{"cell_type":7},{"cell_type":"code","source":{"a":1},"outputs":[7,{"output_type":"stream","text":7}]}]}""")]
    [InlineData("""{"cells":[],"metadata":7}""")]
    [InlineData("""{"cells":[],"metadata":{"title":7,"kernelspec":7,"language_info":{"name":"a b\u0060"}}}""")]
    public void Read_OfOddMembers_LeavesThemOut(string json) => Assert.Equal("", NotebookReader.Read(json, Address, TestContext.Current.CancellationToken).Page!.Markdown);

    [Fact]
    public void Read_OfLongOutput_KeepsItsBeginning()
    {
        var lines = string.Concat(Enumerable.Range(1, 1000).Select(i => $"line {i}\\n"));

        var markdown = NotebookReader.Read($$"""{"cells":[{"cell_type":"code","source":"x","outputs":[{"output_type":"stream","name":"stdout","text":"{{lines}}"}]}]}""", Address, TestContext.Current.CancellationToken).Page!.Markdown;

        Assert.Contains("line 20\n…", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("line 21", markdown, StringComparison.Ordinal);
    }
}

using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;
using Archon.Domain.Tests.Chunking;

namespace Archon.Domain.Tests.CodeExamples;

public sealed class CodeExamplePropertyTests
{
    [Fact]
    public void Read_OfGeneratedPages_CopiesEveryBlockToTheByte()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var (markdown, codes) = new MarkdownGenerator(seed).Page();

            var examples = CodeExampleReader.Read(MarkdownOutline.Parse(markdown, TestContext.Current.CancellationToken));

            Assert.Equal(codes, examples.Select(x => x.Code));
            Assert.All(examples, x => Assert.Equal("cs", x.Language));
        }
    }

    [Theory]
    [InlineData("```\none\r\n\r\n\ntwo  \r\nthree\rfour\n```\n", "one\r\n\r\n\ntwo  \r\nthree\rfour")]
    [InlineData("```\r\none\r\n\r\ntwo\r\n```\r\n", "one\r\n\r\ntwo")]
    [InlineData("- ```sh\n  one\r\n\r\n  two\n\n  three\n  ```\n", "one\r\n\r\ntwo\n\nthree")]
    [InlineData("> ```sh\r\n> one\r\n>\r\n> two\r\n> ```\r\n", "one\r\n\r\ntwo")]
    public void Read_OfLineEnds_KeepsThem(string markdown, string code)
    {
        var example = Assert.Single(CodeExampleReader.Read(MarkdownOutline.Parse(markdown, TestContext.Current.CancellationToken)));

        Assert.Equal(code, example.Code);
    }

    [Fact]
    public void Read_OfASessionWithCarriageReturns_KeepsTheLineThatContinues()
    {
        const string markdown = "```console\n$ make \\\r\n    all\r\nDone.\r\n```\n";

        var example = Assert.Single(CodeExampleReader.Read(MarkdownOutline.Parse(markdown, TestContext.Current.CancellationToken)));

        Assert.Equal("make \\\r\n    all", example.Code);
    }

    [Fact]
    public void Read_OfGarbage_Completes()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var examples = CodeExampleReader.Read(MarkdownOutline.Parse(new MarkdownGenerator(seed).Garbage(400), TestContext.Current.CancellationToken));

            Assert.All(examples, x => Assert.InRange(x.Context.Length, 0, 300));
        }
    }
}

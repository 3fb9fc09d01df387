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

using Archon.Domain.Chunking;

namespace Archon.Domain.Tests.Chunking;

public sealed class ChunkingSpecTests
{
    public static TheoryData<string, string> Cases => SpecCase.NamesIn("chunking");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Chunk_OfASpecCase_IsAsWritten(string file, string name)
    {
        var spec = SpecCase.Find("chunking", file, name);
        var sizes = spec.Options.Split('/', '+').Select(size => int.TryParse(size, out var tokens) ? tokens : 0).ToArray();
        var options = spec.Options.Length == 0 ? ChunkingOptions.Default : new(sizes[0], sizes[1]) { OverlapTokens = sizes.ElementAtOrDefault(2) };

        var chunks = Chunker.Chunk(MarkdownOutline.Parse(spec.Input, TestContext.Current.CancellationToken), options);

        Assert.Equal(spec.Expected, string.Join('\n', chunks.Select(x => $"=== {string.Join(" > ", x.HeadingPath)}\n{x.Content}")).Replace("=== \n", "===\n"));
    }
}

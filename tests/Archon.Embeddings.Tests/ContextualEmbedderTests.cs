using Archon.Domain.Chunking;
using Archon.Ports.Embedding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Embeddings.Tests;

/// <summary>An embedder whose passages stand below their document's context.</summary>
public sealed class ContextualEmbedderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(800, 128, 672)]
    [InlineData(190, 47, 143)]
    [InlineData(20, 4, 16)]
    [InlineData(16, 0, 16)]
    public void ChunkAndContext_HaveTogetherWhatAChunkAloneHas(int most, int context, int chunk)
    {
        using var embedder = new ContextualEmbedder(new SizedEmbedder(most));

        Assert.Equal((context, chunk), (embedder.ContextTokens, embedder.Chunking.MaxTokens));
        Assert.InRange(embedder.Chunking.TargetTokens, 1, chunk);
    }

    [Fact]
    public async Task AQuery_HasTheVectorThatItHasWithoutContexts()
    {
        var plain = new LexicalEmbedder();
        using var embedder = new ContextualEmbedder(plain);

        var vector = await embedder.EmbedQueryAsync("how do I open a file", Cancel);

        Assert.Equal((await plain.EmbedAsync(["how do I open a file"], Cancel))[0].ToArray(), vector.ToArray());
        Assert.NotEqual(plain.Model, embedder.Model);
    }

    [Theory]
    [InlineData("true", "archon-lexical-1024-v1+context")]
    [InlineData("false", "archon-lexical-1024-v1")]
    [InlineData(null, "archon-lexical-1024-v1")]
    public void TheSettings_SayWhetherThereIsAContext(string? setting, string model)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Archon:Embeddings:Context", setting)]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddArchonEmbeddings(_ => throw new InvalidOperationException("No model is asked for.")).BuildServiceProvider();

        Assert.Equal(model, services.GetRequiredService<IEmbedder>().Model);
    }

    private sealed class SizedEmbedder(int most) : IEmbedder
    {
        public string Model => "sized";

        public int Dimensions => 1;

        public bool IsRemote => false;

        public bool IsLexical => false;

        public ChunkingOptions Chunking { get; } = new(Math.Min(400, most), most);

        public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

using Archon.Ports.Embedding;

namespace Archon.Embeddings.Tests;

/// <summary>Which embedders of former models can still be had.</summary>
public sealed class FormerEmbeddersTests
{
    private static readonly LexicalEmbedder Current = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void BuiltInEmbedder_CanAlwaysBeHad()
    {
        using var former = new FormerEmbedders(new EmbeddingOptions { ApiKey = "key" }, new ContextualEmbedder(new OpenAiEmbedder(new EmbeddingOptions { ApiKey = "key" })), budget: null);
        var lexical = new LexicalEmbedder();

        Assert.Equal((lexical.Model, true), (former.Find(lexical.Model)!.Model, former.Find(lexical.Model)!.IsLexical));
    }

    [Fact]
    public async Task AnotherModelOfTheServer_IsAskedForByName()
    {
        await using var server = await EmbeddingServer.StartAsync();
        using var former = new FormerEmbedders(new EmbeddingOptions { Endpoint = server.Endpoint, ApiKey = "secret", Model = "new", Dimensions = 3 }, Current, budget: null);

        var embedder = former.Find("BAAI/bge-small/8")!;
        var vector = await embedder.EmbedQueryAsync("a search", Cancel);

        Assert.Equal(("BAAI/bge-small/8", 8), (embedder.Model, vector.Length));
        Assert.Equal(("BAAI/bge-small", "Bearer secret"), (Assert.Single(server.Asked).Model, server.Asked[0].Authorization));
        Assert.Same(embedder, former.Find("BAAI/bge-small/8"));
    }

    [Theory]
    [InlineData("m/64", false)]
    [InlineData("onnx/tiny-1686758c/8", false)]
    [InlineData("archon-lexical-512-v0", true)]
    [InlineData("archon-lexical-1024-v1+context", true)]
    public void BuiltInEmbedder_ReplacesNoModel_UnlessItIsTold(string model, bool mayReplace)
    {
        using var former = new FormerEmbedders(new EmbeddingOptions(), Current, budget: null);
        using var told = new FormerEmbedders(new EmbeddingOptions { ReplaceByBuiltIn = true }, Current, budget: null);
        using var server = new OpenAiEmbedder(new EmbeddingOptions { ApiKey = "key" });
        using var configured = new FormerEmbedders(new EmbeddingOptions { ApiKey = "key" }, server, budget: null);

        Assert.Equal((mayReplace, true, true), (former.MayReplace(model), told.MayReplace(model), configured.MayReplace(model)));
    }

    [Fact]
    public void TheModelInUse_IsHadWithAContextAndWithout()
    {
        var plain = new LexicalEmbedder();
        using var contextual = new ContextualEmbedder(plain);
        using var now = new FormerEmbedders(new EmbeddingOptions { Context = true }, contextual, budget: null);
        using var later = new FormerEmbedders(new EmbeddingOptions(), plain, budget: null);

        Assert.Same(contextual, now.Find(plain.Model));
        Assert.Same(plain, later.Find(contextual.Model));
    }

    [Fact]
    public void AnotherModelWithAContext_IsThatModel()
    {
        using var former = new FormerEmbedders(new EmbeddingOptions { ApiKey = "key", Context = true }, Current, budget: null);

        Assert.Equal("other/8", former.Find("other/8+context")!.Model);
    }

    [Theory]
    [InlineData("onnx/all-MiniLM-L6-v2-1686758c/384")]
    [InlineData("nothing")]
    [InlineData("model/0")]
    [InlineData("model/-5")]
    [InlineData("model/16001")]
    [InlineData("/8")]
    [InlineData("")]
    public void WhatNobodyCanMake_IsNotHad(string model)
    {
        using var former = new FormerEmbedders(new EmbeddingOptions { ApiKey = "key" }, Current, budget: null);

        Assert.Null(former.Find(model));
    }

    [Fact]
    public void AServersModel_IsNotHadWithoutTheServer()
    {
        using var former = new FormerEmbedders(new EmbeddingOptions(), Current, budget: null);

        Assert.Null(former.Find("text-embedding-3-small/1536"));
    }

    [Fact]
    public void NamesWithoutEnd_MakeNoEmbeddersWithoutEnd()
    {
        using var former = new FormerEmbedders(new EmbeddingOptions { ApiKey = "key" }, Current, budget: null);
        IEmbedder?[] found = [.. Enumerable.Range(1, 100).Select(i => former.Find($"model-{i}/8"))];

        Assert.Equal(16, found.Count(embedder => embedder is not null));
    }
}

using System.Numerics.Tensors;

namespace Archon.Embeddings.Tests;

public sealed class LexicalEmbedderTests
{
    private static readonly LexicalEmbedder Embedder = new();

    [Theory]
    [InlineData("")]
    [InlineData(" \n--- !!! \ud83d")]
    [InlineData("the of and")]
    [InlineData("Create an index on a table")]
    [InlineData("日本語のドキュメント")]
    public async Task EmbedAsync_OfAnyText_IsOfUnitLength(string text)
    {
        var vector = await Embed(text);

        Assert.Equal(Embedder.Dimensions, vector.Length);
        Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 1e-5f);
    }

    [Fact]
    public async Task EmbedAsync_OfATextWithoutWords_PointsAlongDimensionZero() => Assert.Equal(1, (await Embed("…!"))[0]);

    [Fact]
    public async Task EmbedAsync_OfAVeryLongText_IsOfUnitLength()
    {
        var random = new Random(1);
        var text = string.Join(' ', Enumerable.Range(0, 100_000).Select(_ => random.Next().ToString("x", null))) + new string('x', 500_000);

        var vector = await Embed(text);
        Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 1e-5f);
    }

    [Fact]
    public async Task EmbedAsync_OfAKnownText_IsTheSameEverywhere()
    {
        var vector = await Embed("Create an index: createIndex(table_name) in 日本語, über UTF8.");

        var checksum = 0UL;
        foreach (var value in vector)
        {
            checksum = (checksum * 31) + BitConverter.SingleToUInt32Bits(value);
        }

        Assert.Equal("archon-lexical-1024-v1", Embedder.Model);
        Assert.Equal(11325317242968818514UL, checksum);
    }

    [Theory]
    [InlineData("create an index", "creating indexes", "drop table")]
    [InlineData("createIndex", "create_index", "createTable")]
    [InlineData("createIndex", "create an index", "drop a table")]
    [InlineData("how to install the server", "server installation", "the query planner")]
    [InlineData("HTTPServer timeout", "http server timeouts", "http client cookies")]
    [InlineData("日本語の文書", "日本語", "中国の歴史")]
    public async Task EmbedAsync_OfRelatedTexts_IsCloserThanOfOthers(string text, string near, string far)
    {
        var vector = await Embed(text);

        var nearVector = await Embed(near);
        var farVector = await Embed(far);
        Assert.True(TensorPrimitives.Dot<float>(vector, nearVector) > TensorPrimitives.Dot<float>(vector, farVector) + 0.1f);
    }

    [Fact]
    public async Task EmbedAsync_OfSeveralTexts_KeepsTheirOrder()
    {
        string[] texts = ["one text", "another", "", "one text"];

        var vectors = await Embedder.EmbedAsync(texts, TestContext.Current.CancellationToken);

        for (var i = 0; i < texts.Length; i++)
        {
            var alone = await Embed(texts[i]);
            Assert.Equal(alone, vectors[i].ToArray());
        }
    }

    [Fact]
    public async Task EmbedAsync_WhenCancelled_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Embedder.EmbedAsync(["text"], new CancellationToken(canceled: true)));

    private static async Task<float[]> Embed(string text) =>
        (await Embedder.EmbedAsync([text], TestContext.Current.CancellationToken))[0].ToArray();
}

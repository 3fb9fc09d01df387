using Archon.Embeddings.Onnx;
using Archon.Ports.Embedding;
using Microsoft.Extensions.AI;
using static Archon.Embeddings.Tests.Onnx.SmallModel;

namespace Archon.Embeddings.Tests.Onnx;

/// <summary>A model of this process: are its vectors those of its tokens, whatever stands beside a text, and does it say what it is told?</summary>
public sealed class OnnxEmbedderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vectors_AreTheMeanOfTheirTokens()
    {
        using var model = new SmallModel();
        using var embedder = model.Open();

        var vectors = await embedder.EmbedAsync(["open a file", "How?", "files"], Cancel);

        Assert.Equal(SmallModel.Width, embedder.Dimensions);
        AssertNear(SmallModel.MeanOf("[CLS]", "open", "a", "file", "[SEP]"), vectors[0]);
        AssertNear(SmallModel.MeanOf("[CLS]", "how", "[UNK]", "[SEP]"), vectors[1]);
        AssertNear(SmallModel.MeanOf("[CLS]", "file", "##s", "[SEP]"), vectors[2]);
    }

    [Fact]
    public async Task Vectors_OfTheFirstToken_WhereTheFilesSaySo()
    {
        using var model = new SmallModel().With("1_Pooling/config.json", """{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}""");
        using var embedder = model.Open();

        AssertNear(SmallModel.VectorOf("[CLS]"), (await embedder.EmbedAsync(["open a file"], Cancel))[0]);
    }

    [Fact]
    public async Task Setting_StandsBeforeTheFiles()
    {
        using var model = new SmallModel().With("1_Pooling/config.json", """{"pooling_mode_cls_token": true}""");
        using var embedder = model.Open(options => options.Pooling = OnnxPooling.Mean);

        AssertNear(SmallModel.MeanOf("[CLS]", "open", "[SEP]"), (await embedder.EmbedAsync(["open"], Cancel))[0]);
    }

    [Fact]
    public async Task ModelThatPoolsItself_IsTakenAtItsWord()
    {
        using var model = new SmallModel(isPooled: true, output: "sentence_embedding");
        using var embedder = model.Open();

        AssertNear(SmallModel.MeanOf("[CLS]", "open", "[SEP]"), (await embedder.EmbedAsync(["open"], Cancel))[0]);
    }

    [Fact]
    public async Task ModelOfIdsAlone_IsGivenNothingElse()
    {
        using var model = new SmallModel(isPooled: false, "last_hidden_state", "input_ids");
        using var embedder = model.Open();

        AssertNear(SmallModel.MeanOf("[CLS]", "open", "[SEP]"), (await embedder.EmbedAsync(["open"], Cancel))[0]);
    }

    [Fact]
    public async Task ManyTexts_KeepTheirOrderWhateverTheirLengths()
    {
        using var model = new SmallModel();
        using var embedder = model.Open(options => options.RunTokens = 64);
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => string.Join(' ', Enumerable.Repeat("open a file", (i * 7 % 30) + 1).Append("how")))];

        var together = await embedder.EmbedAsync(texts, Cancel);

        for (var i = 0; i < texts.Length; i++)
        {
            AssertNear((await embedder.EmbedAsync([texts[i]], Cancel))[0].ToArray(), together[i]);
        }
    }

    [Fact]
    public async Task SeveralCallers_GetTheirOwn()
    {
        using var model = new SmallModel();
        using var embedder = model.Open();
        string[] words = ["how", "open", "a", "file"];

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            var word = words[i % words.Length];
            AssertNear(SmallModel.MeanOf("[CLS]", word, "[SEP]"), await embedder.EmbedQueryAsync(word, Cancel));
        }));
    }

    [Fact]
    public async Task PrefixesOfTheSettings_StandBeforeQueriesAndPassages()
    {
        using var model = new SmallModel();
        using var embedder = model.Open(options => (options.QueryPrefix, options.PassagePrefix) = ("query: ", "passage: "));

        AssertNear(SmallModel.MeanOf("[CLS]", "query", ":", "file", "[SEP]"), await embedder.EmbedQueryAsync("file", Cancel));
        AssertNear(SmallModel.MeanOf("[CLS]", "passage", ":", "file", "[SEP]"), (await embedder.EmbedAsync(["file"], Cancel))[0]);
    }

    [Fact]
    public async Task PrefixesOfTheFiles_AreUsedWhereTheSettingsSayNothing()
    {
        using var model = new SmallModel().With("config_sentence_transformers.json", """{"prompts": {"query": "query: ", "passage": "passage: "}}""");
        using var embedder = model.Open(options => options.QueryPrefix = "");

        AssertNear(SmallModel.MeanOf("[CLS]", "file", "[SEP]"), await embedder.EmbedQueryAsync("file", Cancel));
        AssertNear(SmallModel.MeanOf("[CLS]", "passage", ":", "file", "[SEP]"), (await embedder.EmbedAsync(["file"], Cancel))[0]);
    }

    [Fact]
    public async Task TextThatTheModelFailsOn_IsRefusedAndOthersAreNot()
    {
        using var model = new SmallModel();
        using var embedder = model.Open();

        await Assert.ThrowsAsync<TextRefusedException>(async () => await embedder.EmbedAsync(["open", "beyond"], Cancel));
        Assert.Single(await embedder.EmbedAsync(["open"], Cancel));
    }

    [Fact]
    public async Task TextWhoseVectorHasWhatIsNoNumber_IsRefused()
    {
        using var model = new SmallModel();
        using var embedder = model.Open();

        var refusal = await Assert.ThrowsAsync<TextRefusedException>(async () => await embedder.EmbedAsync(["open", SmallModel.Nowhere], Cancel));

        Assert.EndsWith("its vector has what is no number", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelledCaller_GetsNothing()
    {
        using var model = new SmallModel();
        using var embedder = model.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await embedder.EmbedAsync(["open"], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Name_TellsWhatChangesVectors()
    {
        using var model = new SmallModel();
        using var same = new SmallModel();
        using var other = new SmallModel(isPooled: true, output: "sentence_embedding");

        var name = NameOf(model);

        Assert.Matches($"^onnx/{System.IO.Path.GetFileName(model.Path)}-[0-9a-f]{{8}}/3$", name);
        Assert.Equal(Fingerprint(name), Fingerprint(NameOf(same)));
        Assert.NotEqual(Fingerprint(name), Fingerprint(NameOf(other)));
        Assert.NotEqual(name, NameOf(model, options => options.PassagePrefix = "passage: "));
        Assert.NotEqual(name, NameOf(model, options => options.Pooling = OnnxPooling.Cls));
        Assert.Equal(name, NameOf(model, options => options.QueryPrefix = "query: "));
    }

    [Fact]
    public async Task Generator_SpeaksAsOthersDo()
    {
        using var model = new SmallModel();
        var options = new OnnxOptions { Path = model.Path };
        using IEmbeddingGenerator<string, Embedding<float>> generator = OnnxEmbeddingGenerator.Open(ModelFolder.Read(options), options);

        var found = await generator.GenerateAsync(["open", "file"], cancellationToken: Cancel);

        Assert.Equal([SmallModel.Width, SmallModel.Width], found.Select(one => one.Vector.Length));
        Assert.Same(generator, generator.GetService(typeof(OnnxEmbeddingGenerator)));
    }

    [Theory]
    [InlineData(512, "", 400, 446)]
    [InlineData(256, "", 191, 191)]
    [InlineData(2_048, "", 400, 800)]
    [InlineData(256, "passage: ", 189, 189)]
    [InlineData(8, "", 16, 16)]
    public void Chunks_FitWithWhatStandsAboveThem(int maxTokens, string prefix, int target, int most)
    {
        using var model = new SmallModel();
        using var embedder = model.Open(options => (options.MaxTokens, options.PassagePrefix) = (maxTokens, prefix));

        Assert.Equal((target, most), (embedder.Chunking.TargetTokens, embedder.Chunking.MaxTokens));
        Assert.StartsWith("onnx-", embedder.Chunking.Name, StringComparison.Ordinal);
    }

    private static string NameOf(SmallModel model, Action<OnnxOptions>? with = null)
    {
        using var embedder = model.Open(with);
        return embedder.Model;
    }

    private static string Fingerprint(string name) => name[^10..];
}

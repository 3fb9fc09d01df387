using Archon.Embeddings.Onnx;
using static Archon.Embeddings.Tests.Onnx.SmallModel;

namespace Archon.Embeddings.Tests.Onnx;

/// <summary>Which tokens a model of this process reads of a text.</summary>
public sealed class TokenizedTextTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, "sentence_bert_config.json", """{"max_seq_length": 9}""", 9)]
    [InlineData(0, "tokenizer_config.json", """{"model_max_length": 10}""", 10)]
    [InlineData(0, "tokenizer_config.json", """{"model_max_length": 1000000000000000019884624838656}""", 512)]
    [InlineData(0, "config.json", """{"max_position_embeddings": 16}""", 16)]
    [InlineData(0, "config.json", """{"max_position_embeddings": 16, "model_type": "roberta"}""", 14)]
    [InlineData(12, "sentence_bert_config.json", """{"max_seq_length": 9}""", 12)]
    public async Task TextLongerThanTheModelReads_IsCut(int setting, string file, string content, int tokens)
    {
        using var model = new SmallModel().With(file, content);
        using var embedder = model.Open(options => options.MaxTokens = setting);

        var vector = (await embedder.EmbedAsync([string.Join(' ', Enumerable.Repeat("file", 600))], Cancel))[0];

        AssertNear(SmallModel.MeanOf(["[CLS]", .. Enumerable.Repeat("file", tokens - 2), "[SEP]"]), vector);
    }

    [Fact]
    public async Task TokenizerJson_ReadsAsVocabularyDoes()
    {
        using var model = new SmallModel().WithTokenizerJson();
        using var embedder = model.Open();

        AssertNear(SmallModel.MeanOf("[CLS]", "open", "a", "cafe", "[SEP]"), (await embedder.EmbedAsync(["Open a CAFE"], Cancel))[0]);
    }

    [Fact]
    public async Task TokenizerJsonOfACaseThatMatters_KeepsIt()
    {
        using var model = new SmallModel().WithTokenizerJson(lowerCase: false);
        using var embedder = model.Open();

        AssertNear(SmallModel.MeanOf("[CLS]", "open", "[UNK]", "[SEP]"), (await embedder.EmbedAsync(["open File"], Cancel))[0]);
    }

    [Fact]
    public async Task UnigramTokenizerJson_IsRead()
    {
        using var model = new SmallModel().WithUnigramJson();
        using var embedder = model.Open();

        AssertNear(SmallModel.MeanOf("[CLS]", "open", "a", "file", "[SEP]"), (await embedder.EmbedAsync(["open a file"], Cancel))[0]);
    }

    [Theory]
    [InlineData("Café")]
    [InlineData("Cafe\u0301")]
    [InlineData("ƈafe", "[UNK]")]
    public async Task Accents_AreTakenOffWhereTheCaseIs(string text, string token = "cafe")
    {
        using var model = new SmallModel();
        using var embedder = model.Open();

        AssertNear(SmallModel.MeanOf("[CLS]", token, "[SEP]"), (await embedder.EmbedAsync([text], Cancel))[0]);
    }

    [Fact]
    public async Task TextThatSpellsASpecialToken_MeansTheLetters()
    {
        using var model = new SmallModel();
        using var embedder = model.Open();

        AssertNear(SmallModel.MeanOf("[CLS]", "[", "sep", "]", "[SEP]"), (await embedder.EmbedAsync(["[SEP]"], Cancel))[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\0\ud800 ")]
    public async Task TextOfNothing_HasAVectorAllTheSame(string text)
    {
        using var model = new SmallModel();
        using var embedder = model.Open();

        Assert.Equal(1, (await embedder.EmbedAsync([text], Cancel))[0].ToArray().Sum(value => (double)value * value), 1e-5);
    }

    [Theory]
    [InlineData("open a file")]
    [InlineData("How? Cafés, CAFÉ and [SEP]\n\n    open(file);\t\0")]
    [InlineData("")]
    public void Counter_CountsWhatTheModelReads(string text)
    {
        using var model = new SmallModel();
        using var unigram = new SmallModel().WithUnigramJson();
        foreach (var folder in (SmallModel[])[model, unigram])
        {
            var tokenizer = ModelTokenizer.Read(ModelFolder.Read(new OnnxOptions { Path = folder.Path }));

            Assert.Equal(tokenizer.Encode(text, 512).Length - ModelTokenizer.Frame, tokenizer.Count(text));
        }
    }
}

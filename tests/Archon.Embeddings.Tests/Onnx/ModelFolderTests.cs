using Archon.Embeddings.Onnx;

namespace Archon.Embeddings.Tests.Onnx;

/// <summary>What is said of a folder that holds no model: which, and what is missing.</summary>
public sealed class ModelFolderTests
{
    [Fact]
    public void NoFolder_IsSaid() =>
        Assert.Equal(
            "Archon:Embeddings:Onnx:Path is '/nowhere/at/all', which is no folder.",
            Assert.Throws<ModelFolderException>(() => OnnxEmbedder.Open(new OnnxOptions { Path = "/nowhere/at/all" })).Message);

    [Fact]
    public void ModelInAFolderOfItsOwn_IsFound()
    {
        using var model = new SmallModel();
        Directory.CreateDirectory(model.At("onnx"));
        File.Move(model.At("model.onnx"), model.At("onnx/model.onnx"));

        using var embedder = OnnxEmbedder.Open(new OnnxOptions { Path = model.Path });

        Assert.Equal(SmallModel.Width, embedder.Dimensions);
    }

    [Theory]
    [InlineData("model.onnx", "has no model.onnx, nor has a folder onnx in it.")]
    [InlineData("vocab.txt", "has neither a tokenizer.json nor a vocab.txt.")]
    public void MissingFile_IsSaid(string file, string clause)
    {
        using var model = new SmallModel().Without(file);

        Assert.Equal(Sentence(model, clause), Refusal(model));
    }

    [Theory]
    [InlineData("model.onnx", "no model", "holds a model.onnx that cannot be loaded: ")]
    [InlineData("vocab.txt", "how\nopen", "has a vocab.txt that is no tokenizer: ")]
    [InlineData("tokenizer.json", "{", "has a tokenizer.json that is no tokenizer: ")]
    [InlineData("tokenizer.json", """{"model": {"type": "WordPiece", "vocab": {"[UNK]": 1}}}""", "has a tokenizer.json that is no tokenizer: its words are not numbered from 0 without a gap")]
    [InlineData("tokenizer.json", """{"model": {"type": "BPE"}}""", "has a tokenizer.json of the kind BPE; WordPiece and Unigram are known")]
    [InlineData("config.json", "no JSON", "has a config.json that is no JSON: ")]
    [InlineData("tokenizer_config.json", "[]", "has a tokenizer_config.json that is no JSON object")]
    [InlineData("1_Pooling/config.json", """{"pooling_mode_max_tokens": true}""", "pools neither by the mean nor by the first token")]
    public void FileThatIsSomethingElse_IsSaid(string file, string content, string clause)
    {
        using var model = new SmallModel().With(file, content);

        Assert.StartsWith(Sentence(model, clause), Refusal(model), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input_ids", "pixel_values", "holds a model that wants the input pixel_values (Int64); input_ids, attention_mask and token_type_ids of 64-bit numbers are known.")]
    [InlineData("pixels", "attention_mask", "holds a model without the input input_ids; it is no text model.")]
    public void ModelOfSomethingElse_IsSaid(string first, string second, string clause)
    {
        using var model = new SmallModel(isPooled: false, "last_hidden_state", first, second);

        Assert.Equal(Sentence(model, clause), Refusal(model));
    }

    private static string Sentence(SmallModel model, string clause) => $"Archon:Embeddings:Onnx:Path is '{model.Path}', which {clause}";

    private static string Refusal(SmallModel model) =>
        Assert.Throws<ModelFolderException>(() => OnnxEmbedder.Open(new OnnxOptions { Path = model.Path })).Message;
}

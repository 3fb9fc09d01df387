using Archon.Embeddings.Onnx;
using Archon.Embeddings.Tests.Onnx;
using Archon.Ports.Embedding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Embeddings.Tests;

/// <summary>Which embedder the settings ask for, and which settings are refused.</summary>
public sealed class EmbeddingOptionsTests
{
    [Fact]
    public void NothingSet_IsTheBuiltInEmbedder() => Assert.IsType<LexicalEmbedder>(Embedder());

    [Fact]
    public void KeyOfTheEnvironment_IsOpenAi()
    {
        var embedder = Assert.IsType<OpenAiEmbedder>(Embedder(("OPENAI_API_KEY", "key")));

        Assert.Equal("text-embedding-3-small/1536", embedder.Model);
    }

    [Fact]
    public void KeyOfTheSettings_StandsBeforeThatOfTheEnvironment() =>
        Assert.Equal("own", Options(("OPENAI_API_KEY", "key"), ("Archon:Embeddings:ApiKey", "own")).ApiKey);

    [Fact]
    public void ModelOfAServer_IsNamedWithItsLength() =>
        Assert.Equal(
            "nomic-embed-text/768",
            Embedder(("Archon:Embeddings:Endpoint", "http://127.0.0.1:11434/v1"), ("Archon:Embeddings:Model", "nomic-embed-text"), ("Archon:Embeddings:Dimensions", "768")).Model);

    [Fact]
    public void FolderOfAModel_IsThatModelWhateverKeyThereIs()
    {
        using var model = new SmallModel();

        using var embedder = Assert.IsType<OnnxEmbedder>(Embedder(("OPENAI_API_KEY", "key"), ("Archon:Embeddings:Onnx:Path", model.Path)));

        Assert.Equal(SmallModel.Width, embedder.Dimensions);
    }

    [Theory]
    [InlineData("Endpoint", "http://127.0.0.1:11434/v1", "Archon:Embeddings:Endpoint and Archon:Embeddings:Onnx:Path are both set; a node has one embedder, so leave one of them out.")]
    [InlineData("Onnx:MaxTokens", "7", "Archon:Embeddings:Onnx:MaxTokens is 7; it must be 8 to 32,768, or 0 for as many as the model's files say.")]
    public void WrongSettingBesideAModel_IsRefused(string setting, string value, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<OptionsValidationException>(() => Options(("Archon:Embeddings:Onnx:Path", "/models/any"), ($"Archon:Embeddings:{setting}", value))).Failures);

    [Theory]
    [InlineData("Endpoint", "127.0.0.1:11434", "Archon:Embeddings:Endpoint is '127.0.0.1:11434'; it must be an absolute http or https address, such as http://127.0.0.1:11434/v1.")]
    [InlineData("Endpoint", "file:///etc/passwd", "Archon:Embeddings:Endpoint is 'file:///etc/passwd'; it must be an absolute http or https address, such as http://127.0.0.1:11434/v1.")]
    [InlineData("Model", "nomic-embed-text", "Archon:Embeddings:Dimensions is not set; the model nomic-embed-text does not tell the length of its vectors, so set it.")]
    public void WrongSetting_IsRefusedWithWhatWouldBeRight(string setting, string value, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<OptionsValidationException>(() => Options(("OPENAI_API_KEY", "key"), ($"Archon:Embeddings:{setting}", value))).Failures);

    [Theory]
    [InlineData("Dimensions", "16001")]
    [InlineData("Dimensions", "-1")]
    [InlineData("BatchSize", "0")]
    [InlineData("BatchSize", "2049")]
    [InlineData("Timeout", "00:00:00.5")]
    [InlineData("Model", "")]
    [InlineData("Onnx:Threads", "257")]
    [InlineData("Onnx:RunTokens", "63")]
    [InlineData("Onnx:MaxTokens", "32769")]
    public void OutOfBounds_IsRefused(string setting, string value) =>
        Assert.Throws<OptionsValidationException>(() => Options(("OPENAI_API_KEY", "key"), ($"Archon:Embeddings:{setting}", value)));

    private static IEmbedder Embedder(params (string Key, string? Value)[] settings) => Services(settings).GetRequiredService<IEmbedder>();

    private static EmbeddingOptions Options(params (string Key, string? Value)[] settings) => Services(settings).GetRequiredService<IOptions<EmbeddingOptions>>().Value;

    private static ServiceProvider Services((string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddArchonEmbeddings(OnnxEmbedder.Open).BuildServiceProvider();
    }
}

using System.Text.Json;

namespace Archon.Embeddings.Onnx;

/// <summary>
/// A model's folder as Hugging Face lays it out: <c>model.onnx</c>, there or in <c>onnx/</c>; <c>tokenizer.json</c> or <c>vocab.txt</c>; and what there is of
/// <c>config.json</c>, <c>tokenizer_config.json</c>, <c>sentence_bert_config.json</c>, <c>config_sentence_transformers.json</c> and
/// <c>1_Pooling/config.json</c>. What the settings say stands before what the files say.
/// </summary>
internal sealed class ModelFolder
{
    private const int UsualTokens = 512;
    private const int FewestTokens = 8;
    private const int MostTokens = 32_768;
    private const int MostSaid = 300;

    private static readonly string[] Models = ["model.onnx", "onnx/model.onnx"];
    private static readonly string[] Tokenizers = ["tokenizer.json", "vocab.txt"];

    private readonly string _path;

    private ModelFolder(string path) => _path = path;

    public required string Name { get; init; }

    public required string ModelPath { get; init; }

    public required string TokenizerPath { get; init; }

    public required Pooling Pooling { get; init; }

    /// <summary>Of a text with what stands before and after it; more is cut off.</summary>
    public required int MaxTokens { get; init; }

    public required string QueryPrefix { get; init; }

    public required string PassagePrefix { get; init; }

    /// <summary>A vocabulary in lower case; what <c>tokenizer.json</c> says itself stands before it.</summary>
    public required bool LowerCase { get; init; }

    /// <summary>Accents are taken off; null: where the case is.</summary>
    public required bool? StripAccents { get; init; }

    /// <exception cref="ModelFolderException">Something is missing, or no JSON.</exception>
    public static ModelFolder Read(OnnxOptions options)
    {
        var path = Path.GetFullPath(options.Path!);
        var folder = new ModelFolder(path) { Name = "", ModelPath = "", TokenizerPath = "", Pooling = Pooling.Mean, MaxTokens = 0, QueryPrefix = "", PassagePrefix = "", LowerCase = true, StripAccents = null };
        if (!Directory.Exists(path))
        {
            throw folder.Fault("is no folder");
        }

        try
        {
            var model = Find(path, Models) ?? throw folder.Fault("has no model.onnx, nor has a folder onnx in it");
            var tokenizer = Find(path, Tokenizers) ?? throw folder.Fault("has neither a tokenizer.json nor a vocab.txt");
            var config = folder.Json("config.json");
            var tokenizerConfig = folder.Json("tokenizer_config.json");
            var prompts = Member(folder.Json("config_sentence_transformers.json"), "prompts");
            return new ModelFolder(path)
            {
                Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)),
                ModelPath = model,
                TokenizerPath = tokenizer,
                Pooling = PoolingOf(options, folder.Json(Path.Combine("1_Pooling", "config.json")), folder),
                MaxTokens = options.MaxTokens > 0 ? options.MaxTokens : MaxTokensOf(config, folder.Json("sentence_bert_config.json"), tokenizerConfig),
                QueryPrefix = options.QueryPrefix ?? Text(prompts, "query") ?? "",
                PassagePrefix = options.PassagePrefix ?? Text(prompts, "document") ?? Text(prompts, "passage") ?? "",
                LowerCase = Flag(tokenizerConfig, "do_lower_case") ?? true,
                StripAccents = Flag(tokenizerConfig, "strip_accents"),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw folder.Fault($"cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>What is wrong with the folder: a clause that goes on where its path ends.</summary>
    public ModelFolderException Fault(string clause, Exception? exception = null) =>
        new($"{EmbeddingOptions.Section}:Onnx:Path is '{_path}', which {clause.TrimEnd('.')}.", exception);

    /// <summary>An error of the runtime in one line.</summary>
    public static string Sentence(Exception exception)
    {
        var text = exception.Message.ReplaceLineEndings(" ").Trim();
        return text.Length > MostSaid ? text[..MostSaid] : text;
    }

    private JsonElement? Json(string name)
    {
        var path = Path.Combine(_path, name);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Fault($"has a {name} that is no JSON object");
        }
        catch (JsonException exception)
        {
            throw Fault($"has a {name} that is no JSON: {exception.Message}", exception);
        }
    }

    private static string? Find(string folder, string[] names) =>
        names.Select(name => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar))).FirstOrDefault(File.Exists);

    private static Pooling PoolingOf(OnnxOptions options, JsonElement? config, ModelFolder folder) => options.Pooling switch
    {
        OnnxPooling.Mean => Pooling.Mean,
        OnnxPooling.Cls => Pooling.Cls,
        _ when config is null || Flag(config, "pooling_mode_mean_tokens") == true => Pooling.Mean,
        _ when Flag(config, "pooling_mode_cls_token") == true => Pooling.Cls,
        _ => throw folder.Fault($"pools neither by the mean nor by the first token (1_Pooling/config.json), and nothing else is known; {EmbeddingOptions.Section}:Onnx:Pooling may say mean or cls"),
    };

    // A tokenizer that knows no limit says a number of thirty digits.
    private static int MaxTokensOf(JsonElement? config, JsonElement? sentences, JsonElement? tokenizer)
    {
        // RoBERTa's positions begin with two that no token has.
        var positions = Number(config, "max_position_embeddings") is { } all ? all - (Text(config, "model_type") is "roberta" or "xlm-roberta" or "camembert" ? 2 : 0) : MostTokens;
        var own = Number(sentences, "max_seq_length") ?? Number(tokenizer, "model_max_length") ?? UsualTokens;
        return (int)Math.Clamp(Math.Min(own > MostTokens ? UsualTokens : own, positions), FewestTokens, MostTokens);
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static double? Number(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) ? value : null;

    private static bool? Flag(JsonElement? element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => null,
    };
}

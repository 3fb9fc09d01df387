using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Embeddings;

/// <summary>
/// What gives texts their vectors. Section <c>Archon:Embeddings</c>. Without an endpoint and a key it is the built-in embedder, which needs nothing; with
/// a key it is OpenAI, with an endpoint a server that speaks OpenAI's protocol: Ollama, vLLM, LM Studio, Azure. With the folder of an ONNX model it is that
/// model, in this process, whether there is a key or not.
/// </summary>
public sealed class EmbeddingOptions
{
    /// <summary>Longest vectors that are stored.</summary>
    public const int MostDimensions = 16_000;

    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "Archon:Embeddings";

    /// <summary>The environment variable whose key is used when <see cref="ApiKey"/> is not set.</summary>
    public const string KeyVariable = "OPENAI_API_KEY";

    /// <summary>The model that is asked for when none is named.</summary>
    public const string DefaultModel = "text-embedding-3-small";

    /// <summary>Address of the server up to what stands before <c>/embeddings</c>, such as <c>http://127.0.0.1:11434/v1</c>. Default: not set, which is OpenAI's own.</summary>
    public string? Endpoint { get; set; }

    /// <summary>What the server knows its user by; it is sent to nobody else and written nowhere. Default: the environment's OPENAI_API_KEY.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Name of the model, as the server knows it. Default: text-embedding-3-small.</summary>
    [Required]
    public string Model { get; set; } = DefaultModel;

    /// <summary>Length of its vectors, 1 to 16,000; 0 stands for that of OpenAI's models, and any other model must say it. Default: 0.</summary>
    [Range(0, MostDimensions)]
    public int Dimensions { get; set; }

    /// <summary>
    /// How the model makes tokens, by which texts are cut and counted: auto (as OpenAI's where the model is theirs, else estimated with a margin), cl100kBase, o200kBase, or
    /// estimate. Default: auto.
    /// </summary>
    [EnumDataType(typeof(EmbeddingTokenizer))]
    public EmbeddingTokenizer Tokenizer { get; set; }

    /// <summary>
    /// Whether a passage is embedded below the context of its document: the first sentences of its page, and the summary of its source where a chat model has written one, 128 tokens at
    /// most. Title and headings stand there always. Changing it embeds everything anew, as another model does. Default: false.
    /// </summary>
    public bool Context { get; set; }

    /// <summary>Most texts in one request, 1 to 2,048. Default: 128.</summary>
    [Range(1, 2_048)]
    public int BatchSize { get; set; } = 128;

    /// <summary>Requests under way at once from this node, 1 to 64; the query of a search comes on top. Default: 4.</summary>
    [Range(1, 64)]
    public int Requests { get; set; } = 4;

    /// <summary>Time allowed for one request, 00:00:01 to 00:10:00. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Requests a minute from all nodes together, 0 to 1,000,000; 0 stands for as many as the server's answers say. Default: 0.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerMinute { get; set; }

    /// <summary>Tokens a minute from all nodes together, 0 to 1,000,000,000; 0 stands for as many as the server's answers say. Default: 0.</summary>
    [Range(0, 1_000_000_000)]
    public int TokensPerMinute { get; set; }

    /// <summary>
    /// Whether a node without a model embeds anew with the built-in embedder what a model has embedded. Else those sources keep their vectors, which may have been paid for, whatever crawls, adds
    /// to or refreshes them there: they are found by their words, and new passages wait until a node has the model's settings again. A cluster asks for it at a node's start (Archon:Postgres:ReplaceEmbeddingModel). Default: false.
    /// </summary>
    public bool ReplaceByBuiltIn { get; set; }

    /// <summary>A model that runs in this process.</summary>
    [ValidateObjectMembers]
    public OnnxOptions Onnx { get; set; } = new();

    /// <summary>True: texts are sent to a server.</summary>
    public bool IsRemote() => !IsOnnx() && (!string.IsNullOrWhiteSpace(Endpoint) || !string.IsNullOrWhiteSpace(ApiKey));

    /// <summary>True: a model of this process is used. Neither this nor <see cref="IsRemote"/>: the built-in embedder is.</summary>
    public bool IsOnnx() => !string.IsNullOrWhiteSpace(Onnx.Path);

    /// <summary>Length of the vectors; null when only the settings could say it, and they do not.</summary>
    internal int? VectorLength() => (Dimensions, Model) switch
    {
        ( > 0, _) => Dimensions,
        (_, "text-embedding-3-small" or "text-embedding-ada-002") => 1_536,
        (_, "text-embedding-3-large") => 3_072,
        _ => null,
    };

    /// <summary>The same server, asked for another model.</summary>
    internal EmbeddingOptions With(string model, int dimensions)
    {
        var other = (EmbeddingOptions)MemberwiseClone();
        (other.Model, other.Dimensions) = (model, dimensions);
        return other;
    }

    /// <summary>The model makes vectors of the length that it is asked for.</summary>
    internal bool CanShorten() => Model.StartsWith("text-embedding-3", StringComparison.Ordinal);
}

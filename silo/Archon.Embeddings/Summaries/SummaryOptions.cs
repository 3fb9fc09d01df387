using System.ComponentModel.DataAnnotations;

namespace Archon.Embeddings.Summaries;

/// <summary>
/// The chat model that writes summaries of code examples and sources. Section <c>Archon:Summaries</c>. Without a model nothing is asked, and summaries are made of
/// what the site wrote. With one, code examples and the text before them are sent to its server: OpenAI's, or with an endpoint one that speaks OpenAI's protocol.
/// </summary>
public sealed class SummaryOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "Archon:Summaries";

    /// <summary>Name of the chat model, as the server knows it, such as gpt-4o-mini. Default: not set: there are no calls at all.</summary>
    public string? Model { get; set; }

    /// <summary>Address of the server up to what stands before <c>/chat/completions</c>, such as <c>http://127.0.0.1:11434/v1</c>. Default: not set, which is OpenAI's own.</summary>
    public string? Endpoint { get; set; }

    /// <summary>What the server knows its user by; it is sent to nobody else and written nowhere. Default: the environment's OPENAI_API_KEY.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How the model makes tokens, by which prompts are cut and counted: auto (as OpenAI's where the model is theirs, else estimated with a margin), cl100kBase, o200kBase, or estimate. Default: auto.</summary>
    [EnumDataType(typeof(EmbeddingTokenizer))]
    public EmbeddingTokenizer Tokenizer { get; set; }

    /// <summary>Requests under way at once from this node, 1 to 64. Default: 4.</summary>
    [Range(1, 64)]
    public int Requests { get; set; } = 4;

    /// <summary>Time allowed for one request, 00:00:01 to 00:10:00. Default: 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Requests a minute from all nodes together, 0 to 1,000,000; 0 stands for as many as the server's answers say. Default: 0.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerMinute { get; set; }

    /// <summary>Tokens a minute from all nodes together, those of the answers too, 0 to 1,000,000,000; 0 stands for as many as the server's answers say. Default: 0.</summary>
    [Range(0, 1_000_000_000)]
    public int TokensPerMinute { get; set; }

    /// <summary>Most tokens of a prompt, 400 to 32,000; longer code is cut. Default: 2,000.</summary>
    [Range(400, 32_000)]
    public int MaxPromptTokens { get; set; } = 2_000;

    /// <summary>Most tokens of an answer, 50 to 32,000; a model that thinks before it answers needs some thousand. Default: 400.</summary>
    [Range(50, 32_000)]
    public int MaxAnswerTokens { get; set; } = 400;

    /// <summary>True: there is a chat model.</summary>
    public bool IsOn() => !string.IsNullOrWhiteSpace(Model);
}

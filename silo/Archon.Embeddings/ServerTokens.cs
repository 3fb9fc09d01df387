using System.Collections.Immutable;
using Archon.Domain.Chunking;

namespace Archon.Embeddings;

/// <summary>What is known of a server's tokens: how texts are cut for its model, and what they cost.</summary>
internal static class ServerTokens
{
    // Another tokenizer may well count a quarter more than the estimate, which is of OpenAI's.
    private static readonly ChunkingOptions Careful = new(TargetTokens: 320, MaxTokens: 640);

    private static readonly ImmutableArray<string> NewChatModels = ["gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "o1", "o3", "o4", "chatgpt-4o"];

    /// <summary>Sizes in the model's own tokens when its tokenizer is known or named; else by estimate, and smaller.</summary>
    public static ChunkingOptions Of(EmbeddingOptions options) => options.Tokenizer switch
    {
        EmbeddingTokenizer.Cl100kBase => Counted("cl100k_base"),
        EmbeddingTokenizer.O200kBase => Counted("o200k_base"),
        EmbeddingTokenizer.Auto when options.Model.StartsWith("text-embedding-3-", StringComparison.Ordinal) || options.Model == "text-embedding-ada-002" => Counted("cl100k_base"),
        _ => Careful,
    };

    /// <summary>Tokens of a text, of an unknown tokenizer rather too many.</summary>
    public static int Count(ChunkingOptions chunking, string text) =>
        chunking.Counter is { } counter ? counter.Count(text) : (TokenEstimate.Count(text) * 5 / 4) + 1;

    /// <summary>How a chat model makes tokens; null when nobody knows.</summary>
    public static ITokenCounter? OfChat(EmbeddingTokenizer tokenizer, string model) => tokenizer switch
    {
        EmbeddingTokenizer.Cl100kBase => new TiktokenCounter("cl100k_base"),
        EmbeddingTokenizer.O200kBase => new TiktokenCounter("o200k_base"),
        EmbeddingTokenizer.Auto when NewChatModels.Any(name => model.StartsWith(name, StringComparison.Ordinal)) => new TiktokenCounter("o200k_base"),
        EmbeddingTokenizer.Auto when model.StartsWith("gpt-4", StringComparison.Ordinal) || model.StartsWith("gpt-3.5", StringComparison.Ordinal) => new TiktokenCounter("cl100k_base"),
        _ => null,
    };

    private static ChunkingOptions Counted(string encoding) => ChunkingOptions.Default with { Counter = new TiktokenCounter(encoding) };
}

namespace Archon.Domain.Embedding;

/// <summary>What of a chunk is embedded.</summary>
public static class EmbeddedText
{
    /// <summary>The title, the headings in one line when there are any, and below an empty line the content.</summary>
    public static string Of(string title, string headings, string content) =>
        headings.Length == 0 ? $"{title}\n\n{content}" : $"{title}\n{headings}\n\n{content}";
}

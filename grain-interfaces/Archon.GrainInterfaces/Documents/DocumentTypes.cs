using System.Collections.Frozen;

namespace Archon.GrainInterfaces.Documents;

/// <summary>Which documents can be handed in.</summary>
public static class DocumentTypes
{
    /// <summary>HTML.</summary>
    public const string Html = "text/html";

    /// <summary>XHTML.</summary>
    public const string Xhtml = "application/xhtml+xml";

    /// <summary>Markdown.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>Plain text.</summary>
    public const string PlainText = "text/plain";

    /// <summary>PDF.</summary>
    public const string Pdf = "application/pdf";

    /// <summary>Jupyter notebooks.</summary>
    public const string Notebook = "application/x-ipynb+json";

    private static readonly FrozenDictionary<string, string> ByEnding = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".md"] = Markdown,
        [".markdown"] = Markdown,
        [".html"] = Html,
        [".htm"] = Html,
        [".xhtml"] = Xhtml,
        [".txt"] = PlainText,
        [".text"] = PlainText,
        [".pdf"] = Pdf,
        [".ipynb"] = Notebook,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The endings of names, for people: <c>.md, .markdown, …</c></summary>
    public static string Endings { get; } = string.Join(", ", ".md .markdown .html .htm .xhtml .txt .text .pdf .ipynb".Split(' '));

    /// <summary>The media type that a name's ending means; null when it means none of these.</summary>
    public static string? Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var dot = name.LastIndexOf('.');
        return dot < 0 ? null : ByEnding.GetValueOrDefault(name[dot..]);
    }
}

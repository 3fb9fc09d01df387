using System.Text.Unicode;
using Archon.Domain.Extraction;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Documents;

/// <summary>Says what kind of document an answer is.</summary>
internal static class DocumentKinds
{
    public const string HtmlType = "text/html";
    public const string PlainTextType = "text/plain";

    /// <summary>Null when the type is none of ours.</summary>
    public static DocumentKind? Of(string mediaType, Uri url) => mediaType switch
    {
        HtmlType or Xhtml.MediaType => DocumentKind.Html,
        "text/markdown" or "text/x-markdown" => DocumentKind.Markdown,
        PlainTextType => IsMarkdownPath(url) ? DocumentKind.Markdown : DocumentKind.PlainText,
        _ => null,
    };

    /// <summary>Guesses without a content type: HTML by its beginning, text by being text. Null when it is neither.</summary>
    public static DocumentKind? Sniff(ReadOnlySpan<byte> bytes, string text, Uri url)
    {
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("<?xml") && start.IndexOf("?>") is var end and > 0)
        {
            start = start[(end + 2)..].TrimStart();
        }

        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            return DocumentKind.Html;
        }

        if (text.Contains('\0') || !(Utf8.IsValid(bytes) || TextDecoder.HasByteOrderMark(bytes)))
        {
            return null;
        }

        return IsMarkdownPath(url) ? DocumentKind.Markdown : DocumentKind.PlainText;
    }

    private static bool IsMarkdownPath(Uri url) =>
        url.AbsolutePath.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        || url.AbsolutePath.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase);
}

using Archon.Domain.Admission;
using Archon.GrainInterfaces.Documents;
using Archon.Ports.Fetching;

namespace Archon.Grains.Documents;

/// <summary>Says what kind of document was handed in.</summary>
internal static class UploadKinds
{
    private const string Charset = "charset=";

    /// <summary>
    /// By the ending of its name, else by its media type; no kind when neither says one of ours, or when the name ends as what is never a document does: programs that
    /// send files guess their media types. What begins as a PDF does is one, whatever kind of text it is called: nobody reads that as text.
    /// </summary>
    public static (DocumentKind? Kind, string? Charset) Of(string name, string? mediaType, ReadOnlySpan<byte> content)
    {
        var parts = (mediaType ?? "").Split(';', 2);
        var charset = parts.Length > 1 && parts[1].Trim() is var parameter && parameter.StartsWith(Charset, StringComparison.OrdinalIgnoreCase)
            ? parameter[Charset.Length..].Trim('"', ' ')
            : null;
        var type = DocumentTypes.Of(name) ?? (FileExtensions.IsBinary(name) ? "" : parts[0].Trim().ToLowerInvariant());
        return (OfType(type) is { } kind ? OfContent(kind, content) : null, charset is { Length: > 0 and < 40 } ? charset : null);
    }

    private static DocumentKind OfContent(DocumentKind named, ReadOnlySpan<byte> content) =>
        named is DocumentKind.Html or DocumentKind.Markdown or DocumentKind.PlainText && IsPdf(content) ? DocumentKind.Pdf : named;

    // Text may begin with the five letters when it is about such files; the version follows in a file.
    private static bool IsPdf(ReadOnlySpan<byte> content) => content is [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', >= (byte)'1' and <= (byte)'9', (byte)'.', ..];

    private static DocumentKind? OfType(string type) => type switch
    {
        DocumentTypes.Html or DocumentTypes.Xhtml => DocumentKind.Html,
        DocumentTypes.Markdown or "text/x-markdown" => DocumentKind.Markdown,
        DocumentTypes.PlainText => DocumentKind.PlainText,
        DocumentTypes.Pdf => DocumentKind.Pdf,
        DocumentTypes.Notebook => DocumentKind.Notebook,
        _ => null,
    };
}

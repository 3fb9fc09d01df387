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
    /// send files guess their media types.
    /// </summary>
    public static (DocumentKind? Kind, string? Charset) Of(string name, string? mediaType)
    {
        var parts = (mediaType ?? "").Split(';', 2);
        var charset = parts.Length > 1 && parts[1].Trim() is var parameter && parameter.StartsWith(Charset, StringComparison.OrdinalIgnoreCase)
            ? parameter[Charset.Length..].Trim('"', ' ')
            : null;
        var type = DocumentTypes.Of(name) ?? (FileExtensions.IsBinary(name) ? "" : parts[0].Trim().ToLowerInvariant());
        return (OfType(type), charset is { Length: > 0 and < 40 } ? charset : null);
    }

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

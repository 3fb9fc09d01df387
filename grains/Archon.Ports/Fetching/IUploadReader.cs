using Archon.Ports.Storage;

namespace Archon.Ports.Fetching;

/// <summary>Reads what was handed in, as a fetcher reads what a server sends.</summary>
public interface IUploadReader
{
    /// <summary>
    /// The document's text: decoded by BOM, its declared charset, what its markup says of itself, or as UTF-8, and as windows-1252 when it is no UTF-8. Null
    /// when it is bytes and no text.
    /// </summary>
    /// <param name="document">HTML, Markdown, plain text or a notebook.</param>
    string? Read(UploadedDocument document);
}

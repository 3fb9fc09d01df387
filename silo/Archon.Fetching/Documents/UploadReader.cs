using System.Text.Unicode;
using Archon.Domain.Extraction;
using Archon.Ports.Fetching;
using Archon.Ports.Storage;

namespace Archon.Fetching.Documents;

/// <inheritdoc cref="IUploadReader"/>
internal sealed class UploadReader : IUploadReader
{
    private const string Windows = "windows-1252";

    public string? Read(UploadedDocument document)
    {
        var bytes = document.Body.Span;
        var isMarkup = (DocumentKind)document.Kind == DocumentKind.Html;
        var isSilent = document.Charset is null && !TextDecoder.HasByteOrderMark(bytes) && !Utf8.IsValid(bytes);

        // What markup says of itself is believed before what is only usual.
        var charset = isSilent && !(isMarkup && MarkupCharset.Find(bytes) is not null) ? Windows : document.Charset;
        var text = TextDecoder.Decode(bytes, charset, isMarkup);
        return text.Contains('\0') ? null : isMarkup && text.AsSpan().TrimStart().StartsWith("<?xml", StringComparison.Ordinal) ? Xhtml.ToHtml(text) : text;
    }
}

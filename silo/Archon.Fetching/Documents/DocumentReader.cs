using Archon.Domain.Crawling;
using Archon.Domain.Extraction;
using Archon.Fetching.Exchanges;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Documents;

/// <summary>Makes a document of a whole body.</summary>
internal static class DocumentReader
{
    public static FetchResult Read(FetchRequest request, HttpResponseMessage response, ReadOnlySpan<byte> bytes)
    {
        var status = (int)response.StatusCode;
        var type = MediaType.Parse(Headers.First(response.Content.Headers, "Content-Type"));
        var kind = type.Name is null ? null : DocumentKinds.Of(type.Name, request.Url);
        var mayBeMarkup = kind is null or DocumentKind.Html;
        var text = TextDecoder.Decode(bytes, type.Charset, mayBeMarkup);

        if (type.Name is null)
        {
            kind = DocumentKinds.Sniff(bytes, text, request.Url);
        }
        else if (type.Name == DocumentKinds.PlainTextType && text.Contains('\0'))
        {
            kind = null;
        }

        if (kind is null && !request.AnyContentType)
        {
            var found = type.Name is null ? "The answer has no content type and" : "The answer says it is plain text but";
            return new FetchSkip(PageReason.UnsupportedContentType, status, $"{found} does not look like text.");
        }

        return new FetchedDocument
        {
            Status = status,
            Kind = kind ?? DocumentKind.Other,
            Text = type.Name == Xhtml.MediaType ? Xhtml.ToHtml(text) : text,
            Bytes = bytes.Length,
            ETag = Headers.First(response.Headers, "ETag"),
            LastModified = Headers.First(response.Content.Headers, "Last-Modified"),
            VariesByAccept = VariesByAccept(Headers.All(response.Headers, "Vary")),
            RobotsTag = Headers.Lines(response.Headers, "X-Robots-Tag"),
        };
    }

    private static bool VariesByAccept(ReadOnlySpan<char> vary)
    {
        foreach (var field in vary.Split(','))
        {
            if (vary[field].Trim().Equals("Accept", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

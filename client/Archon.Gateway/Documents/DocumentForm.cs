using System.Collections.Immutable;
using System.Text;
using Archon.Client;
using Archon.Client.Documents;
using Archon.Gateway.Problems;
using Archon.GrainInterfaces.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Archon.Gateway.Documents;

/// <summary>
/// Documents that come as a form (RFC 7578), made durable piece by piece while they come, so that one request holds a piece and the document it reads. Of a
/// request that fails no crawl begins, and what was kept of it is forgotten (<c>Archon:Uploads:KeepTime</c>).
/// </summary>
internal sealed class DocumentForm(IArchonClient client, int most)
{
    private const int MostFieldBytes = 16 * 1024;
    private const int MostFields = 500;
    private const int LongestBoundary = 100;

    private readonly ImmutableArray<DocumentFile>.Builder _batch = ImmutableArray.CreateBuilder<DocumentFile>();
    private AddDocuments _request = new() { Source = "" };
    private string? _crawlId;
    private long _bytes;
    private long _batchBytes;
    private int _fields;
    private bool _hasDocuments;
    private bool _hasSource;

    public async Task<(AddDocumentsResult? Result, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (Boundary(request) is not { } boundary)
        {
            return (null, Problem.Invalid(field: null, "The form has no boundary that can be read; Content-Type: multipart/form-data; boundary=… names it."));
        }

        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 32 * 1024, BodyLengthLimit = null };
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (await TakeAsync(section, cancellationToken) is { } refused)
                {
                    return refused;
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return (null, exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
                ? UploadBody.TooLarge(most)
                : Problem.Invalid(field: null, "The form breaks off, or is none that can be read."));
        }

        return _hasSource ? (await SendAsync(_request.More, cancellationToken), null) : (null, NoSource());
    }

    private async Task<(AddDocumentsResult? Result, IResult? Problem)?> TakeAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
        {
            return (null, Problem.Invalid(field: null, "A part of the form has no Content-Disposition: form-data that can be read."));
        }

        var file = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName);
        var isFile = file.HasValue;
        if (await UploadBody.ReadAsync(section.Body, isFile ? most - _bytes : MostFieldBytes, cancellationToken) is not { } bytes)
        {
            return (null, isFile ? UploadBody.TooLarge(most) : Problem.Invalid(field: null, $"A field of the form is longer than {MostFieldBytes} bytes."));
        }

        _bytes += bytes.Length;
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        if (isFile)
        {
            return await AddAsync(new DocumentFile { Name = file.ToString(), MediaType = section.ContentType, Content = bytes }, cancellationToken);
        }

        return ++_fields > MostFields ? (null, Problem.Invalid(field: null, $"The form has more than {MostFields} fields."))
            : _hasDocuments ? (null, Problem.Invalid(name, $"The field \"{name}\" comes after a document; what is said of the documents comes before them."))
            : Said(name, Encoding.UTF8.GetString(bytes.Span)) is { } problem ? (null, problem)
            : null;
    }

    private IResult? Said(string name, string value)
    {
        switch (name)
        {
            case "source":
                (_request, _hasSource) = (_request with { Source = value }, true);
                return null;
            case "tag":
                _request = _request with { Tags = _request.Tags.Add(value) };
                return null;
            case "folder":
                _request = _request with { Folders = _request.Folders.Add(value) };
                return null;
            case "crawlId":
                _request = _request with { CrawlId = value };
                return null;
            case "extractCode" when bool.TryParse(value, out var given):
                _request = _request with { ExtractCode = given };
                return null;
            case "more" when bool.TryParse(value, out var given):
                _request = _request with { More = given };
                return null;
            case "extractCode" or "more":
                return Problem.Invalid(name, $"The field \"{name}\" must be true or false.");
            default:
                return Problem.Invalid(name, $"The field \"{name}\" is unknown. Known are source, tag, folder, extractCode, crawlId and more, and files of any name.");
        }
    }

    private async Task<(AddDocumentsResult? Result, IResult? Problem)?> AddAsync(DocumentFile document, CancellationToken cancellationToken)
    {
        _hasDocuments = true;
        if (!_hasSource)
        {
            return (null, NoSource());
        }

        if (!DocumentBatches.HasRoom(_batch.Count, _batchBytes, document.Content.Length))
        {
            var kept = await SendAsync(more: true, cancellationToken);
            if (kept.Outcome != AddDocumentsOutcome.Kept)
            {
                return (kept, null);
            }
        }

        _batch.Add(document);
        _batchBytes += document.Content.Length;
        return null;
    }

    private async Task<AddDocumentsResult> SendAsync(bool more, CancellationToken cancellationToken)
    {
        // The first piece names the crawl that the others join, and takes everything back when it is not taken.
        var result = await client.AddDocumentsAsync(
            _request with { Documents = _batch.DrainToImmutable(), CrawlId = _crawlId ?? _request.CrawlId, More = more }, cancellationToken);
        _crawlId = result.CrawlId ?? _crawlId;
        _batchBytes = 0;
        return result;
    }

    private static IResult NoSource() => Problem.Invalid(
        "source", "The field \"source\" is missing. It comes before the files, and is a name, or the address of a folder that begins with file:///.");

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary) is { HasValue: true, Length: > 0 and <= LongestBoundary } boundary
            ? boundary.ToString()
            : null;
}

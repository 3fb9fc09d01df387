using Archon.Client;
using Archon.Gateway.Knowledge;
using Archon.Gateway.Problems;
using Archon.GrainInterfaces.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Archon.Gateway.Documents;

/// <summary>Where documents are handed in. What is read is what comes in the request: no name in it is ever opened here.</summary>
internal static class DocumentEndpoints
{
    private const int Busy = 2;

    public static void Map(RouteGroupBuilder routes) =>
        routes.WithTags("Documents").MapPost("", AddAsync).WithName("AddDocuments")
            .WithSummary("Hand documents in")
            .WithDescription("Markdown, HTML, plain text, PDF and Jupyter notebooks: read, searched and shown like pages of a site. Answers when they are durable; task_id and progress_id "
                + "are the id of the crawl that reads them. A form (multipart/form-data) has the fields source, tag, folder, extractCode, crawlId and more before its files; JSON has the members below. "
                + "With more=true the answer is 200 and nothing begins: the next request names the same crawlId. What a source has of a name is replaced when it has changed and kept when it has not; "
                + "of a folder that is named, what does not come is taken away.")
            .Accepts<DocumentsBody>("application/json", "multipart/form-data")
            .Produces<AddAnswer>(StatusCodes.Status202Accepted)
            .Produces<AddAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> AddAsync(
        HttpRequest request, IArchonClient client, UploadRoom room, IOptions<GatewayOptions> options, CancellationToken cancellationToken)
    {
        var isForm = request.HasFormContentType && request.ContentType!.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        if (!isForm && !request.HasJsonContentType())
        {
            return Problem.Of(
                StatusCodes.Status415UnsupportedMediaType,
                "Unsupported content type",
                $"The body came as '{request.ContentType ?? "nothing"}'. Send a form with the header Content-Type: multipart/form-data, or JSON with application/json.");
        }

        var most = options.Value.MaxUploadBytes;
        if (request.ContentLength > most)
        {
            return UploadBody.TooLarge(most);
        }

        // What is larger than the server's own limit for any request is read here all the same, and counted.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = (long)most + 1;
        }

        using var turn = await room.EnterAsync(cancellationToken);
        var (result, problem) = isForm
            ? await new DocumentForm(client, most).ReadAsync(request, cancellationToken)
            : await DocumentJson.ReadAsync(request, client, most, cancellationToken);
        return problem ?? Answer(result!, request.HttpContext.Response);
    }

    private static IResult Answer(AddDocumentsResult result, HttpResponse response)
    {
        var message = result.Message ?? "The documents were refused.";
        switch (result.Outcome)
        {
            case AddDocumentsOutcome.Started:
                return Results.Json(new AddAnswer(result.CrawlId!) { Message = "Documents kept; they are read in the background" }, ArchonJson.Options, statusCode: StatusCodes.Status202Accepted);
            case AddDocumentsOutcome.Kept:
                return Results.Json(new AddAnswer(result.CrawlId!) { Message = "Documents kept; more may follow" }, ArchonJson.Options);
            case AddDocumentsOutcome.AlreadyRunning:
                return Problem.Conflict("Already running", message, result.CrawlId);
            case AddDocumentsOutcome.TooLarge:
                return Problem.Of(StatusCodes.Status413PayloadTooLarge, "Too large", message, ("field", result.Field));
            case AddDocumentsOutcome.Unsupported:
                return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "Unsupported document", message, ("field", result.Field));
            case AddDocumentsOutcome.Full:
                response.Headers.RetryAfter = $"{Busy}";
                return Problem.Unavailable(message, nothingChanged: true);
            default:
                return Problem.Invalid(result.Field, message);
        }
    }
}

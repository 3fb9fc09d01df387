using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Archon.Client.Documents;
using Archon.Client.Http;
using Archon.GrainInterfaces.Documents;

namespace Archon.Client;

/// <remarks>What is handed in goes as a form, in pieces that a gateway takes at once.</remarks>
public sealed partial class HttpArchonClient
{
    /// <inheritdoc/>
    public async Task<AddDocumentsResult> AddDocumentsAsync(AddDocuments request, CancellationToken cancellationToken = default)
    {
        var crawlId = request.CrawlId;
        var batches = DocumentBatches.Of(request.Documents).DefaultIfEmpty([]).ToList();
        AddDocumentsResult? result = null;
        for (var i = 0; i < batches.Count && result is null or { Outcome: AddDocumentsOutcome.Kept }; i++)
        {
            result = await SendAsync(request, batches[i], crawlId, request.More || i < batches.Count - 1, cancellationToken);
            crawlId = result.CrawlId ?? crawlId;
        }

        return result!;
    }

    private async Task<AddDocumentsResult> SendAsync(
        AddDocuments request, ImmutableArray<DocumentFile> documents, string? crawlId, bool more, CancellationToken cancellationToken)
    {
        using var form = DocumentContent.Of(request, documents, crawlId, more);
        using var response = await _gateway.SendAsync(HttpMethod.Post, "api/documents", form, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            using var answer = await _gateway.ReadAsync<JsonDocument>(response, cancellationToken);
            return new AddDocumentsResult
            {
                Outcome = response.StatusCode == HttpStatusCode.Accepted ? AddDocumentsOutcome.Started : AddDocumentsOutcome.Kept,
                CrawlId = answer.RootElement.GetProperty("task_id").GetString(),
            };
        }

        AddDocumentsOutcome? refused = response.StatusCode switch
        {
            HttpStatusCode.BadRequest => AddDocumentsOutcome.Invalid,
            HttpStatusCode.Conflict => AddDocumentsOutcome.AlreadyRunning,
            HttpStatusCode.RequestEntityTooLarge => AddDocumentsOutcome.TooLarge,
            HttpStatusCode.UnsupportedMediaType => AddDocumentsOutcome.Unsupported,
            _ => null,
        };
        if (refused is { } outcome)
        {
            var problem = await GatewayProblem.ReadAsync(response, cancellationToken);
            return new AddDocumentsResult { Outcome = outcome, CrawlId = problem.CrawlId, Field = problem.Field, Message = problem.Sentence };
        }

        await _gateway.ThrowUnlessSuccessAsync(response, cancellationToken);
        throw _gateway.NotAccepted(response, "documents");
    }
}

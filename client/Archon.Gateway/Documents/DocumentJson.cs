using System.Collections.Immutable;
using System.Text;
using Archon.Client;
using Archon.Gateway.Problems;
using Archon.Gateway.Requests;
using Archon.GrainInterfaces.Documents;
using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Documents;

/// <summary>Documents that come as JSON.</summary>
internal static class DocumentJson
{
    public static async Task<(AddDocumentsResult? Result, IResult? Problem)> ReadAsync(
        HttpRequest request, IArchonClient client, int most, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync<DocumentsBody>(request, most, cancellationToken);
        if (body is null)
        {
            return (null, problem);
        }

        var documents = ImmutableArray.CreateBuilder<DocumentFile>();
        foreach (var document in body.Documents.IsDefault ? [] : body.Documents)
        {
            if (document is null || Content(document) is not { } content)
            {
                return (null, Problem.Invalid("documents", "Each document has a name, and either its text or its bytes in base64."));
            }

            documents.Add(new DocumentFile { Name = document.Name, MediaType = document.MediaType, Content = content });
        }

        var add = new AddDocuments
        {
            Source = body.Source,
            Documents = documents.DrainToImmutable(),
            Tags = Given(body.Tags),
            Folders = Given(body.Folders),
            ExtractCode = body.ExtractCode,
            CrawlId = body.CrawlId,
            More = body.More,
        };
        return (await client.AddDocumentsAsync(add, cancellationToken), null);
    }

    private static ReadOnlyMemory<byte>? Content(DocumentBody document)
    {
        if (document is { Text: { } text, Base64: null })
        {
            return Encoding.UTF8.GetBytes(text);
        }

        if (document is not { Text: null, Base64: { } base64 })
        {
            return null;
        }

        var bytes = new byte[(base64.Length * 3L / 4) + 3];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? new ReadOnlyMemory<byte>(bytes, 0, length) : default(ReadOnlyMemory<byte>?);
    }

    private static ImmutableArray<string> Given(ImmutableArray<string> list) => list.IsDefault ? [] : [.. list.Select(item => item ?? "")];
}

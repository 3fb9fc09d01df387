using System.Collections.Immutable;
using System.Net.Http.Headers;
using Archon.GrainInterfaces.Documents;

namespace Archon.Client.Http;

/// <summary>A piece of what is handed in as a form (RFC 7578): what is said of all of it first, then the documents.</summary>
internal static class DocumentContent
{
    public static MultipartFormDataContent Of(AddDocuments request, ImmutableArray<DocumentFile> documents, string? crawlId, bool more)
    {
        var form = new MultipartFormDataContent();
        Field(form, "source", request.Source);
        Field(form, "extractCode", request.ExtractCode ? "true" : "false");
        Field(form, "more", more ? "true" : "false");
        if (crawlId is not null)
        {
            Field(form, "crawlId", crawlId);
        }

        foreach (var tag in request.Tags.IsDefault ? [] : request.Tags)
        {
            Field(form, "tag", tag);
        }

        foreach (var folder in request.Folders.IsDefault ? [] : request.Folders)
        {
            Field(form, "folder", folder);
        }

        foreach (var document in documents)
        {
            var content = new ReadOnlyMemoryContent(document.Content);
            if (document.MediaType is not null && MediaTypeHeaderValue.TryParse(document.MediaType, out var type))
            {
                content.Headers.ContentType = type;
            }

            // A name is data: percent-encoded (RFC 8187) it arrives as it is, whatever it holds.
            content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"document\"", FileNameStar = document.Name };
            form.Add(content);
        }

        return form;
    }

    private static void Field(MultipartFormDataContent form, string name, string value) => form.Add(new StringContent(value), $"\"{name}\"");
}

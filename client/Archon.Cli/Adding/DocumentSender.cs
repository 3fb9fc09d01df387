using System.Collections.Immutable;
using Archon.Client;
using Archon.Client.Documents;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Documents;

namespace Archon.Cli.Adding;

/// <summary>Hands files in, some at a time: no more of them is in memory than one message holds.</summary>
/// <param name="client">Whom they are handed to.</param>
/// <param name="request">What is said of all of them.</param>
internal sealed class DocumentSender(IArchonClient client, AddDocuments request)
{
    // No node may be told to take more.
    private const long MostBytes = 256L * 1024 * 1024;

    private readonly ImmutableArray<DocumentFile>.Builder _batch = ImmutableArray.CreateBuilder<DocumentFile>();
    private readonly string _crawlId = CrawlId.New();
    private long _bytes;

    /// <summary>Files that were not taken, and why; a sentence each.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>Files that were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Hands them in; what came of the last piece, or the refusal. Nothing begins before <see cref="BeginAsync"/>.</summary>
    public async Task<AddDocumentsResult?> SendAsync(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(file) is not { } document)
            {
                continue;
            }

            if (!DocumentBatches.HasRoom(_batch.Count, _bytes, document.Content.Length) && await FlushAsync(cancellationToken) is { } refusal)
            {
                return refusal;
            }

            _batch.Add(document);
            _bytes += document.Content.Length;
        }

        return await FlushAsync(cancellationToken);
    }

    /// <summary>Starts the crawl of what was handed in.</summary>
    /// <param name="folders">Folders of which that is all there is.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    public Task<AddDocumentsResult> BeginAsync(IEnumerable<string> folders, CancellationToken cancellationToken) =>
        client.AddDocumentsAsync(request with { CrawlId = _crawlId, Folders = [.. folders] }, cancellationToken);

    private DocumentFile? Read(string file)
    {
        try
        {
            var length = new FileInfo(file).Length;
            if (length > MostBytes)
            {
                LeftOut.Add($"{file}: it has {Output.Humanly.Bytes(length)}, more than any node takes");
                return null;
            }

            // A pipe has no length, and opening it waits for a writer, whatever signal comes.
            return new DocumentFile { Name = FileAddress.Of(file), Content = length == 0 ? [] : File.ReadAllBytes(file) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            LeftOut.Add($"{file}: {exception.Message}");
            return null;
        }
    }

    // Null when there is nothing wrong. A document that alone is too large is left out, and the others go on.
    private async Task<AddDocumentsResult?> FlushAsync(CancellationToken cancellationToken)
    {
        var documents = _batch.DrainToImmutable();
        _bytes = 0;
        if (documents.IsEmpty || await KeepAsync(documents, cancellationToken) is not { } refusal)
        {
            return null;
        }

        if (!IsOfOne(refusal))
        {
            return refusal;
        }

        if (documents.Length == 1)
        {
            LeftOut.Add($"{Uri.UnescapeDataString(documents[0].Name["file://".Length..])}: {refusal.Message}");
            return null;
        }

        // Which of them it was shows when each goes alone.
        foreach (var document in documents)
        {
            _batch.Add(document);
            if (await FlushAsync(cancellationToken) is { } other)
            {
                return other;
            }
        }

        return null;
    }

    private async Task<AddDocumentsResult?> KeepAsync(ImmutableArray<DocumentFile> documents, CancellationToken cancellationToken)
    {
        var result = await client.AddDocumentsAsync(request with { Documents = documents, CrawlId = _crawlId, More = true }, cancellationToken);
        Taken += result.Outcome == AddDocumentsOutcome.Kept ? documents.Length : 0;
        return result.Outcome == AddDocumentsOutcome.Kept ? null : result;
    }

    private static bool IsOfOne(AddDocumentsResult refusal) =>
        refusal is { Outcome: AddDocumentsOutcome.TooLarge or AddDocumentsOutcome.Unsupported } or { Outcome: AddDocumentsOutcome.Invalid, Field: "documents" };
}

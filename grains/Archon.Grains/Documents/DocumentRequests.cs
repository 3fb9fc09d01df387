using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Documents;
using Archon.Ports.Storage;

namespace Archon.Grains.Documents;

/// <summary>Reads what is handed in: names become addresses, and a name is data whatever it looks like.</summary>
internal static class DocumentRequests
{
    // Whoever hands documents in wants them all.
    private const int MaxPages = 10_000_000;

    // CPU work, and a document may be large: more lanes would only hold more of them.
    private const int Concurrency = 4;

    /// <summary>The documents as they are stored, or the first thing that is wrong.</summary>
    public static AddDocumentsResult? TryRead(KeepDocuments command, int maxBytes, out ImmutableArray<UploadedDocument> documents)
    {
        documents = [];
        if (!DocumentAddress.TryOfSource(command.Source, out var source, out var why))
        {
            return WrongSource(command.Source, why);
        }

        if (command.Documents.IsDefaultOrEmpty)
        {
            return Wrong(AddDocumentsOutcome.Invalid, "documents", "There is no document to hand in.");
        }

        var read = ImmutableArray.CreateBuilder<UploadedDocument>(command.Documents.Length);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in command.Documents)
        {
            if (TryRead(source, document, maxBytes, out var uploaded) is { } wrong)
            {
                return wrong;
            }

            if (!seen.Add(uploaded.Url))
            {
                return Wrong(AddDocumentsOutcome.Invalid, "documents", $"The name '{Quoted(document.Name)}' comes twice; each document has a name of its own.");
            }

            read.Add(uploaded);
        }

        documents = read.DrainToImmutable();
        return null;
    }

    /// <summary>The settings of the crawl, or the first thing that is wrong.</summary>
    public static AddDocumentsResult? TryRead(StartDocuments command, out CrawlSettings settings, out DocumentAddress source)
    {
        settings = null!;
        if (!DocumentAddress.TryOfSource(command.Source, out source, out var why))
        {
            return WrongSource(command.Source, why);
        }

        var folders = ImmutableArray.CreateBuilder<string>();
        foreach (var folder in command.Folders.IsDefault ? [] : command.Folders)
        {
            if (!TryOfFolder(source, folder, out var address, out why))
            {
                return Wrong(AddDocumentsOutcome.Invalid, "folders", $"The folder '{Quoted(folder)}' {why}; write a path below the source, / for all of it, or an address that begins with file:///.");
            }

            folders.Add(address.Value);
        }

        settings = new CrawlSettings
        {
            Url = source.Value,
            Mode = CrawlMode.Documents,
            MaxPages = MaxPages,
            MaxDepth = 0,
            RespectRobots = false,
            Concurrency = Concurrency,
            ExtractCode = command.ExtractCode,
            Tags = command.Tags.IsDefault ? [] : command.Tags,
            Folders = folders.ToImmutable(),

            // What comes as it is stored keeps its chunks and vectors.
            Refreshes = true,
        };
        return CrawlSettingsRules.CheckDocuments(settings) is { } error ? Wrong(AddDocumentsOutcome.Invalid, error.Field, error.Message) : null;
    }

    /// <summary>What came of keeping them.</summary>
    public static AddDocumentsResult Answer(UploadOutcome outcome, string crawlId, UploadBounds bounds) => outcome switch
    {
        UploadOutcome.Kept => new AddDocumentsResult { Outcome = AddDocumentsOutcome.Kept, CrawlId = crawlId },
        UploadOutcome.CrawlExists => Wrong(AddDocumentsOutcome.Invalid, "crawlId", $"Crawl {crawlId} has begun, and takes no further documents. Hand them in for a new one."),
        UploadOutcome.TooManyDocuments => Wrong(
            AddDocumentsOutcome.TooLarge,
            "documents",
            string.Create(CultureInfo.InvariantCulture, $"A crawl may have {bounds.CrawlDocuments:N0} documents (Archon:Uploads:MaxDocuments). Hand them in for several sources.")),
        _ => Wrong(
            AddDocumentsOutcome.Full,
            "documents",
            string.Create(CultureInfo.InvariantCulture, $"{bounds.TotalBytes:N0} bytes may wait to be read (Archon:Uploads:MaxWaitingBytes), and there is no room for these now. Try again when some are read.")),
    };

    /// <summary>Why a source of documents is not refreshed.</summary>
    public static string NothingToAsk(string sourceId) =>
        $"What source {sourceId} holds was handed in, and there is nobody to ask whether it has changed. Hand it in again (archon add): what has not changed is kept.";

    public static AddDocumentsResult Wrong(AddDocumentsOutcome outcome, string field, string message) => new() { Outcome = outcome, Field = field, Message = message };

    private static AddDocumentsResult? TryRead(DocumentAddress source, DocumentFile document, int maxBytes, out UploadedDocument uploaded)
    {
        uploaded = null!;
        if (!DocumentAddress.TryOfDocument(source, document.Name, out var address, out var why))
        {
            return Wrong(AddDocumentsOutcome.Invalid, "documents", $"The name '{Quoted(document.Name)}' {why}; write a path below the source, such as guide/intro.md.");
        }

        var (kind, charset) = UploadKinds.Of(address.Name, document.MediaType, document.Content.Span);
        if (kind is null)
        {
            return Wrong(
                AddDocumentsOutcome.Unsupported,
                "documents",
                $"The document '{Quoted(document.Name)}' is of a kind that is not read; names end in {DocumentTypes.Endings}, or the media type of one with an ending that says nothing does.");
        }

        if (document.Content.Length > maxBytes)
        {
            return Wrong(
                AddDocumentsOutcome.TooLarge,
                "documents",
                string.Create(CultureInfo.InvariantCulture, $"The document '{Quoted(document.Name)}' has {document.Content.Length:N0} bytes; at most {maxBytes:N0} are taken (Archon:Uploads:MaxBytes)."));
        }

        uploaded = new UploadedDocument(address.Value, (int)kind, charset, document.Content);
        return null;
    }

    private static bool TryOfFolder(DocumentAddress source, string? folder, out DocumentAddress address, out string? why)
    {
        if (folder == "/")
        {
            (address, why) = (source, null);
            return true;
        }

        if (DocumentAddress.IsMeant(folder))
        {
            return DocumentAddress.TryParse(folder.EndsWith('/') ? folder : folder + "/", out address, out why);
        }

        return DocumentAddress.TryOfFolder(source, folder, out address, out why);
    }

    private static AddDocumentsResult WrongSource(string? source, string? why) =>
        Wrong(AddDocumentsOutcome.Invalid, "source", $"The source '{Quoted(source)}' {why}; write a name, or the address of a folder that begins with file:///.");

    // It goes into an answer, and may be anything.
    private static string Quoted(string? text) =>
        new([.. (text is { Length: > 100 } ? string.Concat(text.AsSpan(0, 100), "…") : text ?? "").Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '\uFFFD' : letter)]);
}

using System.Collections.Immutable;
using Archon.Domain.Chunking;
using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>What has been collected: sources and their documents.</summary>
public interface IKnowledgeStore
{
    /// <summary>Sources that have at least one document, by name.</summary>
    Task<ListPage<SourceRecord>> ListSourcesAsync(int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>The source, or null.</summary>
    Task<SourceRecord?> FindSourceAsync(string sourceId, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a source with its documents, chunks, vectors, code examples and ended crawls.
    /// </summary>
    Task<DeleteSourceOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken);

    /// <summary>The document with this id, or null.</summary>
    Task<DocumentRecord?> FindDocumentAsync(string documentId, CancellationToken cancellationToken);

    /// <summary>The newest document with this canonical URL, or null.</summary>
    Task<DocumentRecord?> FindDocumentByUrlAsync(string url, CancellationToken cancellationToken);

    /// <summary>By what a server can be asked whether a document of a source has changed; null when there is none, or nothing to ask by.</summary>
    Task<DocumentVersion?> FindVersionAsync(string sourceId, string url, CancellationToken cancellationToken);

    /// <summary>
    /// By what the text stored at an address is told from one that is nearly the same; null when nothing is stored there, or the address is no
    /// page of the crawl, or the page has failed, was skipped, or was found gone by the last refresh.
    /// </summary>
    Task<long?> FindSignatureAsync(string crawlId, string url, CancellationToken cancellationToken);

    /// <summary>
    /// Where a document of the crawl's source is stored that says that this address is its own (<see cref="DocumentContent.Claims"/>); null when none does.
    /// In time that does not grow with the source.
    /// </summary>
    Task<string?> FindClaimantAsync(string crawlId, string url, CancellationToken cancellationToken);

    /// <summary>Documents of a source by URL, whole, a page at a time: for export.</summary>
    /// <exception cref="ArgumentException">The cursor is none of this list.</exception>
    Task<ListPage<DocumentRecord>> ListDocumentsAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Chunks of a source by URL of their document and by their order in it, each with the vector it has, of whichever model: for export.</summary>
    /// <exception cref="ArgumentException">The cursor is none of this list.</exception>
    Task<ListPage<ChunkRecord>> ListChunksAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// How the document of a source at this canonical URL is cut, if it has this text (<see cref="DocumentContent.ContentHash"/>) and this title; else empty. A chunk's headings are in one line.
    /// </summary>
    Task<ImmutableArray<Chunk>> ReadChunksAsync(string sourceId, string url, string contentHash, string title, CancellationToken cancellationToken);
}

/// <summary>A collected site.</summary>
public sealed record SourceRecord
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The seed it was collected from.</summary>
    public required string Url { get; init; }

    /// <summary>The title of its seed page, else of its first document.</summary>
    public required string Title { get; init; }

    /// <summary>Labels given with the crawls.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Documents stored.</summary>
    public long Documents { get; init; }

    /// <summary>Chunks stored.</summary>
    public long Chunks { get; init; }

    /// <summary>Code examples stored.</summary>
    public long CodeExamples { get; init; }

    /// <summary>The newest crawl that feeds it.</summary>
    public string? LastCrawlId { get; init; }

    /// <summary>When a document was last stored, or found unchanged.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it is refreshed by itself; null: only when somebody asks for it.</summary>
    public RefreshSchedule? Schedule { get; init; }

    /// <summary>What a chat model wrote about it; null when none has, or would not.</summary>
    public string? Summary { get; init; }

    /// <summary>The first passage of its first page, as Markdown.</summary>
    public string Beginning { get; init; } = "";
}

/// <summary>A stored page.</summary>
public sealed record DocumentRecord
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The source it belongs to.</summary>
    public required string SourceId { get; init; }

    /// <summary>The crawl that stored it last.</summary>
    public required string CrawlId { get; init; }

    /// <summary>Canonical URL.</summary>
    public required string Url { get; init; }

    /// <summary>Title in one line.</summary>
    public required string Title { get; init; }

    /// <summary>Main content as Markdown.</summary>
    public required string Markdown { get; init; }

    /// <summary>SHA-256 of the Markdown.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Language tag, when the page states one.</summary>
    public string? Language { get; init; }

    /// <summary>When it was fetched.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>What leads to its places (<see cref="Domain.Anchors.PageAnchors.Write"/>); null when nothing does.</summary>
    public string? Anchors { get; init; }
}

/// <summary>What came of deleting a source.</summary>
public enum DeleteSourceOutcome
{
    /// <summary>It is gone.</summary>
    Deleted = 0,

    /// <summary>There is none with this id.</summary>
    NotFound = 1,

    /// <summary>A crawl that feeds it still runs; nothing changed.</summary>
    CrawlRunning = 2,
}

namespace Archon.Ports.Storage;

/// <summary>A page that is done, with what is stored of it.</summary>
/// <param name="PageId">Its id.</param>
/// <param name="Url">Canonical URL, which is the document's too.</param>
/// <param name="Row">Its outcome, without a document: committed with one again, it says the same.</param>
/// <param name="Document">The document, without its chunks, its code examples and its signature.</param>
public sealed record DonePage(long PageId, string Url, PageCommit Row, DocumentContent Document);

namespace Archon.Ports.Storage;

/// <summary>
/// Everything a node remembers. One object carries all the ports, so that a page, its chunks, its code examples, the
/// links it revealed and its own change of state can be one transaction.
/// </summary>
public interface IArchonStore : ICrawlStore, ICrawlLifecycle, IFrontierStore, IProgressJournal, IKnowledgeStore, IEmbeddingBacklog, ISummaryStore, IExampleStore, ISearchIndex, IHostStore, IRefreshSchedules, IUploadStore
{
    /// <summary>Creates or migrates the schema. Safe to call from several processes at once, and again.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be opened; the message says what to do.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);
}

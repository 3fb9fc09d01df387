using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;
using Archon.Storage.Sqlite.Frontier;
using Archon.Storage.Sqlite.Hosts;
using Archon.Storage.Sqlite.Knowledge;
using Archon.Storage.Sqlite.Search;
using Archon.Storage.Sqlite.Uploads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Storage.Sqlite;

/// <summary>
/// Everything a node remembers, in one SQLite file. One thread writes, two answer short reads and two long ones; each
/// sees only what is committed.
/// </summary>
/// <remarks>Each port has a file of its own; here is what the store is as a whole.</remarks>
public sealed partial class SqliteStore : IArchonStore, IAsyncDisposable
{
    private readonly string _path;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _shortReads;
    private readonly SqliteReaders _longReads;
    private readonly SourceCleaner _cleaner;
    private readonly IndexFiller _filler;
    private readonly StoreTrouble _pageTrouble;
    private readonly StoreTrouble _otherTrouble;
    private readonly SqliteCrawls _crawls;
    private readonly SqliteLifecycle _lifecycle;
    private readonly SqliteFrontier _frontier;
    private readonly SqliteJournal _journal;
    private readonly SqliteKnowledge _knowledge;
    private readonly SqliteBacklog _backlog;
    private readonly SqliteSummaries _summaries;
    private readonly SqliteExamples _examples;
    private readonly SqliteSearch _search;
    private readonly SqliteHosts _hosts;
    private readonly SqliteSchedules _schedules;
    private readonly SqliteUploads _uploads;

    public SqliteStore(IOptions<SqliteOptions> options, ILogger<SqliteStore>? logger = null, TimeProvider? clock = null)
    {
        _pageTrouble = new StoreTrouble(clock ?? TimeProvider.System);
        _otherTrouble = new StoreTrouble(clock ?? TimeProvider.System);
        _path = options.Value.Path;
        _writer = new SqliteWriter(_path);
        _shortReads = new SqliteReaders(_path, "reads", threads: 2);
        _longReads = new SqliteReaders(_path, "search", threads: 2);
        _cleaner = new SourceCleaner(_writer, logger ?? NullLogger<SqliteStore>.Instance);
        _filler = new IndexFiller(_writer, logger ?? NullLogger<SqliteStore>.Instance);
        _crawls = new SqliteCrawls(_writer, _shortReads);
        _lifecycle = new SqliteLifecycle(_writer);
        _frontier = new SqliteFrontier(_writer, _shortReads);
        _journal = new SqliteJournal(_writer, _shortReads);
        _knowledge = new SqliteKnowledge(_writer, _shortReads, _longReads, _cleaner);
        var sketches = new VectorSketches(options.Value.VectorMegabytes * 1_000_000L);
        _backlog = new SqliteBacklog(_writer, _longReads, sketches);
        _summaries = new SqliteSummaries(_writer, _longReads);
        _examples = new SqliteExamples(_writer, _longReads);
        _search = new SqliteSearch(_longReads, sketches, _filler);
        _hosts = new SqliteHosts(_writer, _shortReads);
        _schedules = new SqliteSchedules(_writer, _shortReads);
        _uploads = new SqliteUploads(_writer, _shortReads);
    }

    /// <summary>
    /// Why pages, or else events and ends of crawls, cannot be written; null when they can. Small writes may still fit a disk that has no
    /// room for a page, so they do not speak for pages.
    /// </summary>
    public StoreFault? Fault => _pageTrouble.Current ?? _otherTrouble.Current;

    /// <summary>Ends when the rows of deleted sources are gone from the file; to everybody they are gone at once.</summary>
    internal Task Cleaning => _cleaner.Cleaning;

    /// <summary>Ends when no words of what is stored are being read.</summary>
    internal Task Filling => _filler.Filling;

    /// <inheritdoc/>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await Task.Factory.StartNew(
            () => SchemaMigrator.Migrate(_path), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ConfigureAwait(false);

        // What a stop left of a deletion.
        _cleaner.Start();
        _filler.Start();
    }

    /// <summary>Serves what is queued, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _shortReads.DisposeAsync().ConfigureAwait(false);
        await _longReads.DisposeAsync().ConfigureAwait(false);
    }
}

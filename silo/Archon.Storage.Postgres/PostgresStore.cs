using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Crawls;
using Archon.Storage.Postgres.Frontier;
using Archon.Storage.Postgres.Hosts;
using Archon.Storage.Postgres.Knowledge;
using Archon.Storage.Postgres.Search;
using Archon.Storage.Postgres.Uploads;
using Microsoft.Extensions.Options;

namespace Archon.Storage.Postgres;

/// <summary>
/// Everything a cluster remembers, in one PostgreSQL database that all its nodes share. A node keeps nothing of its own, so any of
/// them may die at any time.
/// </summary>
/// <remarks>Each port has a file of its own; here is what the store is as a whole.</remarks>
public sealed partial class PostgresStore : IArchonStore, IAsyncDisposable
{
    private static readonly TimeSpan FillerPatience = TimeSpan.FromSeconds(3);

    private readonly PostgresDatabase _database;
    private readonly SchemaMigrator _migrator;
    private readonly SourceCleaner _cleaner;
    private readonly VectorFolder _folder;
    private readonly IndexFiller _filler;
    private readonly VectorModels _models;
    private readonly bool _replaceModel;
    private readonly bool _renameCluster;
    private readonly ClusterName _cluster;
    private readonly ClusterKey _key;
    private readonly PostgresCrawls _crawls;
    private readonly PostgresLifecycle _lifecycle;
    private readonly PostgresFrontier _frontier;
    private readonly PostgresJournal _journal;
    private readonly PostgresKnowledge _knowledge;
    private readonly PostgresBacklog _backlog;
    private readonly PostgresSummaries _summaries;
    private readonly PostgresExamples _examples;
    private readonly PostgresSearch _search;
    private readonly PostgresHosts _hosts;
    private readonly PostgresSchedules _schedules;
    private readonly PostgresUploads _uploads;
    private int _disposed;

    public PostgresStore(IOptions<PostgresOptions> options, TimeProvider clock)
    {
        _replaceModel = options.Value.ReplaceEmbeddingModel;
        _renameCluster = options.Value.RenameCluster;
        _database = new PostgresDatabase(options.Value);
        _cluster = new ClusterName(_database);
        _key = new ClusterKey(_database);
        _migrator = new SchemaMigrator(_database);
        _cleaner = new SourceCleaner(_database);
        _folder = new VectorFolder(_database, clock);
        _models = new VectorModels(_database);
        var vocabulary = new Vocabulary(_database);
        _filler = new IndexFiller(_database, vocabulary);
        _crawls = new PostgresCrawls(_database);
        _lifecycle = new PostgresLifecycle(_database);
        _frontier = new PostgresFrontier(_database, vocabulary);
        _journal = new PostgresJournal(_database);
        _knowledge = new PostgresKnowledge(_database, new ChunkList(_database, _models), _cleaner);
        _backlog = new PostgresBacklog(_database, _models, _folder);
        _summaries = new PostgresSummaries(_database);
        _examples = new PostgresExamples(_database);
        _search = new PostgresSearch(_database, _models, new WordFrequencies(_database, clock));
        _hosts = new PostgresHosts(_database);
        _schedules = new PostgresSchedules(_database);
        _uploads = new PostgresUploads(_database);
    }

    /// <summary>Ends when the rows of deleted sources are gone; to everybody they are gone at once.</summary>
    internal Task Cleaning => _cleaner.Cleaning;

    /// <summary>Ends when what an older version stored has its words in every index, or another node sees to it.</summary>
    internal Task Filling => _filler.Filling;

    /// <inheritdoc/>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await _migrator.MigrateAsync(cancellationToken).ConfigureAwait(false);

        // What a stop left of a deletion.
        _cleaner.Start();
        _filler.Start();
    }

    /// <summary>Joins the cluster whose database this is, and names it when it has no name. After <see cref="MigrateAsync"/>.</summary>
    /// <param name="name">The name of the node's cluster.</param>
    /// <param name="silence">How long a silo that gives no sign of life still counts as alive, when the cluster is to be renamed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">It is another cluster's; the message says which and what to do.</exception>
    public Task JoinClusterAsync(string name, TimeSpan silence, CancellationToken cancellationToken) =>
        _cluster.ClaimAsync(name, silence, _renameCluster, cancellationToken);

    /// <summary>Makes this the key that the cluster's silos encrypt with. After <see cref="JoinClusterAsync"/>.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="key">What tells the key from others; null when the silo has none.</param>
    /// <param name="silence">How long a silo that gives no sign of life still counts as alive, when the key is to be replaced.</param>
    /// <param name="replace">The cluster's key may be replaced.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">The cluster has another key; the message says what to do.</exception>
    public Task DeclareSecretKeyAsync(string cluster, string? key, TimeSpan silence, bool replace, CancellationToken cancellationToken) =>
        _key.ClaimAsync(cluster, key, silence, replace, cancellationToken);

    /// <summary>True when the server does not answer at all, or is starting or stopping: waiting may help, and mending is nobody's task yet.</summary>
    public static bool IsAway(StorageUnavailableException exception) => StorageFaults.MeansAway(exception.InnerException);

    /// <summary>Makes this the model of the cluster's vectors. After <see cref="MigrateAsync"/>.</summary>
    /// <exception cref="StorageUnavailableException">The cluster embeds with another model; the message says what to do.</exception>
    public Task DeclareModelAsync(string model, int dimensions, CancellationToken cancellationToken) =>
        _models.DeclareAsync(model, dimensions, _replaceModel, cancellationToken);

    /// <summary>Folds the vectors of a model into its index until at most this many wait.</summary>
    internal async Task FoldVectorsAsync(string model, int leave)
    {
        if (await _models.FindAsync(model, CancellationToken.None).ConfigureAwait(false) is { } found)
        {
            await _folder.FoldAsync(found, leave).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of the connections. A container that knows the store by several names asks more than once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        // A database that does not answer is not waited for.
        await Task.WhenAny(_filler.StopAsync(), Task.Delay(FillerPatience)).ConfigureAwait(false);
        await _folder.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }
}

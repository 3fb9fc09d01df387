using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>
/// Takes away what belongs to deleted sources, one slice to a transaction, so that other crawls' commits go on in between.
/// The marks are durable: what a stop leaves behind is taken away after the next start of any node.
/// </summary>
internal sealed class SourceCleaner(PostgresDatabase database)
{
    private const int DocumentsInSlice = 50;
    private const int PagesInSlice = 2000;
    private const int SummariesInSlice = 500;

    private readonly Lock _gate = new();

    /// <summary>Ends when all that was marked is gone, another node sees to it, or the store is closed or fails; it never fails itself.</summary>
    public Task Cleaning { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to take away what is marked, after what is being taken away already.</summary>
    public void Start()
    {
        lock (_gate)
        {
            Cleaning = CleanAsync(Cleaning);
        }
    }

    private async Task CleanAsync(Task before)
    {
        await before.ConfigureAwait(false);
        try
        {
            while (await database.InTransactionAsync(CleanSliceAsync, CancellationToken.None).ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or StorageUnavailableException or NpgsqlException)
        {
            // The marks stay; the next start goes on.
        }
    }

    /// <summary>False when nothing is left, or another node is at it.</summary>
    private static async Task<bool> CleanSliceAsync(NpgsqlConnection connection)
    {
        if (!(await PostgresDatabase.QueryAsync(connection, Statements.Named("share-cleaning"), row => row.GetBoolean(0), default).ConfigureAwait(false))[0])
        {
            return false;
        }

        if (await FirstAsync(connection, "next-deleted-source").ConfigureAwait(false) is { } sourceNo)
        {
            await CleanSourceAsync(connection, sourceNo).ConfigureAwait(false);
            return true;
        }

        if (await FirstAsync(connection, "next-deleted-crawl").ConfigureAwait(false) is { } crawlNo)
        {
            await CleanCrawlAsync(connection, crawlNo).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    private static async Task CleanSourceAsync(NpgsqlConnection connection, long sourceNo)
    {
        var documents = await PostgresDatabase.QueryAsync(
            connection, Statements.Named("some-documents-of-source").Bind(sourceNo).Bind(DocumentsInSlice), row => row.GetInt64(0), default).ConfigureAwait(false);
        if (documents.Count > 0)
        {
            await PostgresDatabase.ExecuteAsync(
                connection, [Statements.Named("erase-documents").Bind(documents), Statements.Named("delete-documents").Bind(documents)], default).ConfigureAwait(false);
        }
        else if (!await SummarySweep.CleanAsync(connection, sourceNo, SummariesInSlice).ConfigureAwait(false))
        {
            // Not in a transaction that erases examples: whoever gives one its summary waits for it, and the sweep waits for whoever does.
            await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("delete-source").Bind(sourceNo)], default).ConfigureAwait(false);
        }
    }

    private static async Task CleanCrawlAsync(NpgsqlConnection connection, long crawlNo)
    {
        if (await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("delete-some-pages").Bind(crawlNo).Bind(PagesInSlice)], default).ConfigureAwait(false) > 0)
        {
            return;
        }

        await PostgresDatabase.ExecuteAsync(
            connection,
            [
                Statements.Named("delete-uploads-of-crawl").Bind(crawlNo),
                Statements.Named("delete-refused-links").Bind(crawlNo),
                Statements.Named("delete-journal").Bind(crawlNo),
                Statements.Named("delete-tally").Bind(crawlNo),
                Statements.Named("delete-crawl").Bind(crawlNo),
            ],
            default).ConfigureAwait(false);
    }

    private static async Task<long?> FirstAsync(NpgsqlConnection connection, string statement)
    {
        var rows = await PostgresDatabase.QueryAsync(connection, Statements.Named(statement), row => row.GetInt64(0), default).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }
}

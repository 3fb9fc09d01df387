using Archon.Storage.Sqlite.Connections;
using Microsoft.Extensions.Logging;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>
/// Takes away what belongs to deleted sources, one slice to a transaction, so that other crawls' commits go on in between.
/// The marks are durable: what a stop leaves behind is taken away after the next start.
/// </summary>
internal sealed partial class SourceCleaner(SqliteWriter writer, ILogger logger)
{
    private const int DocumentsInSlice = 20;
    private const int PagesInSlice = 2000;
    private const int SummariesInSlice = 500;

    private readonly Lock _gate = new();

    /// <summary>Ends when all that was marked is gone, or the store is closed or fails; it never fails itself.</summary>
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
            while (await writer.BulkAsync(CleanSlice, CancellationToken.None).ConfigureAwait(false))
            {
            }
        }
        catch (ObjectDisposedException)
        {
            // The store is closing. The marks stay; the next start goes on.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    /// <summary>False when nothing is left.</summary>
    private static bool CleanSlice(SqliteDatabase database)
    {
        if (database["next-deleted-source"].Scalar() is { } sourceNo)
        {
            CleanSource(database, sourceNo);
            return true;
        }

        if (database["next-deleted-crawl"].Scalar() is { } crawlNo)
        {
            CleanCrawl(database, crawlNo);
            return true;
        }

        return false;
    }

    private static void CleanSource(SqliteDatabase database, long sourceNo)
    {
        var documents = new List<(long No, string Title)>();
        var row = database["some-documents-of-source"].Bind(sourceNo).Bind(DocumentsInSlice);
        while (row.Step())
        {
            documents.Add((row.Int64(0), row.Text(1)));
        }

        foreach (var (no, title) in documents)
        {
            DocumentEraser.EraseParts(database, no, title);
            database["delete-document"].Bind(no).Run();
        }

        if (documents.Count < DocumentsInSlice && !SummarySweep.Clean(database, sourceNo, SummariesInSlice))
        {
            database["delete-source"].Bind(sourceNo).Run();
        }
    }

    private static void CleanCrawl(SqliteDatabase database, long crawlNo)
    {
        if (database["delete-some-pages"].Bind(crawlNo).Bind(PagesInSlice).Changed())
        {
            return;
        }

        database["delete-uploads-of-crawl"].Bind(crawlNo).Run();
        database["delete-refused-links"].Bind(crawlNo).Run();
        database["delete-journal"].Bind(crawlNo).Run();
        database["delete-crawl"].Bind(crawlNo).Run();
    }
}

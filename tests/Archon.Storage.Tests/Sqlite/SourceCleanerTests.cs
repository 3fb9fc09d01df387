using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite;
using Archon.Storage.Sqlite.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Storage.Tests.Sqlite;

/// <summary>What becomes of a deletion that cannot be finished.</summary>
public sealed class SourceCleanerTests : IDisposable
{
    private readonly SqliteFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Cleaning_ThatFails_IsLoggedAndGoesOnAfterTheNextStart()
    {
        var log = new RecordingLogger();
        await using (var store = new SqliteStore(Options.Create(new SqliteOptions { Path = _file.Database }), log))
        {
            await store.MigrateAsync(Cancel);
            await store.CreateCrawlAsync(
                new NewCrawl { Id = "c", SourceId = "s", CreatedAt = DateTimeOffset.UnixEpoch, Settings = new CrawlSettings { Url = "https://e.org/" } }, Cancel);
            await store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel);
            await store.EndCrawlAsync(
                new CrawlEnd("c", 1, CrawlStatus.Cancelled, null, DateTimeOffset.UnixEpoch, new LastEntries([], _ => new JournalEntry(1, false, "{}"))), Cancel);

            Change("CREATE TRIGGER stuck BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'stuck'); END");
            Change("UPDATE crawl SET deleted = 1");
            await store.MigrateAsync(Cancel);
            await store.Cleaning;
        }

        var (level, exception) = Assert.Single(log.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("stuck", Assert.IsType<SqliteException>(exception).Message, StringComparison.Ordinal);

        Change("DROP TRIGGER stuck");
        await using (var again = _file.Open())
        {
            await again.MigrateAsync(Cancel);
            await again.Cleaning;
        }

        using var database = SqliteDatabase.Open(_file.Database, SqliteAccess.Write);
        Assert.Equal(0, database.QueryInt64("SELECT count(*) FROM crawl"));
    }

    [Fact]
    public async Task Cleaning_OfAStoreThatCloses_IsNoFault()
    {
        var log = new RecordingLogger();
        var store = new SqliteStore(Options.Create(new SqliteOptions { Path = _file.Database }), log);
        await store.MigrateAsync(Cancel);

        await store.DisposeAsync();
        await store.Cleaning;

        Assert.Empty(log.Entries);
    }

    private void Change(string sql)
    {
        using var database = SqliteDatabase.Open(_file.Database, SqliteAccess.Write);
        database.Execute(sql);
    }

    private sealed class RecordingLogger : ILogger<SqliteStore>
    {
        public List<(LogLevel Level, Exception? Exception)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Add((logLevel, exception));
    }
}

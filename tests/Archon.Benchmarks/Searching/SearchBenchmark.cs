using System.Diagnostics;
using System.Globalization;
using Archon.Benchmarks.Nodes;
using Archon.Embeddings;
using Archon.Ports.Storage;

namespace Archon.Benchmarks.Searching;

/// <summary>How long searches of several kinds take in a large embedded store, by words alone and with the query's vector.</summary>
internal static class SearchBenchmark
{
    private const int Rounds = 9;

    // Issue 5: p95, at 100,000 and at a million passages.
    private const double SqliteBar = 50;
    private const double PostgresBar = 30;

    /// <summary>Searches on PostgreSQL; the database is the one that is named, else one that is gone afterwards.</summary>
    public static async Task<int> OnPostgresAsync(string? connection, int chunks)
    {
        await using var server = connection is null ? await DurableServer.StartAsync(mustFlush: false, isLarge: true) : null;
        var database = connection ?? await server!.CreateDatabaseAsync();
        try
        {
            await using var store = await PostgresCopy.OpenAsync(database, chunks);
            var random = new Random(3);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chunks:N0} passages, 20 sources"));
            return await SearchLatency.MeasureAsync(
                store,
                PostgresCopy.Model,
                _ => Task.FromResult<ReadOnlyMemory<float>>(PostgresCopy.Vector(random)),
                [
                    ("no filter", query => query),
                    ("source", query => query with { SourceId = "synthetic-3" }),
                    ("tag", query => query with { Tag = "tag1" }),
                    ("language", query => query with { Language = "de" }),
                    ("path", query => query with { Path = "/part3/" }),
                    ("phrase", query => query with { Text = $"\"{query.Text}\"" }),
                    ("mistyped word", query => query with { Text = query.Text + "qz" }),
                ],
                PostgresBar) ? 0 : 1;
        }
        finally
        {
            if (server is not null)
            {
                await server.DropDatabaseAsync(database);
            }
        }
    }

    public static async Task<int> RunAsync(string? folder, int chunks)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("archon-search-").FullName;
        try
        {
            await using var store = await SyntheticStore.OpenAsync(data, chunks);
            var embedder = new LexicalEmbedder();
            // Vectors are compared in the memory of a node that is searched again and again, from its third search on.
            var isGood = await SearchLatency.MeasureAsync(
                store,
                embedder.Model,
                async text => (await embedder.EmbedAsync([text], CancellationToken.None))[0],
                [
                    ("no filter", query => query),
                    ("source", query => query with { SourceId = SyntheticStore.SourceId }),
                    ("language", query => query with { Language = "de" }),
                    ("path", query => query with { Path = "/7" }),
                    ("code", query => query with { Kind = SearchKind.Code }),
                    ("phrase", query => query with { Text = $"\"{query.Text}\"" }),
                    ("mistyped word", query => query with { Text = query.Text + "qz" }),
                ],
                SqliteBar);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chunks:N0} passages; median of {Rounds} and slowest, milliseconds"));
            foreach (var (name, query) in Queries())
            {
                var vector = (await embedder.EmbedAsync([query], CancellationToken.None))[0];
                await MeasureAsync(store, $"{name}, words", new SearchQuery { Text = query, Limit = 100 });
                await MeasureAsync(store, $"{name}, both", new SearchQuery { Text = query, Limit = 100, Model = embedder.Model, Vector = vector });
            }

            return isGood ? 0 : 1;
        }
        finally
        {
            if (folder is null)
            {
                Directory.Delete(data, recursive: true);
            }
        }
    }

    /// <summary>Quality on both stores, or on SQLite alone.</summary>
    public static async Task<int> RelevanceAsync(string archon, string postgresManual, string pythonManual, bool onlySqlite)
    {
        QuestionSet[] sets = [QuestionSet.Read("postgresql-doc-15", postgresManual), QuestionSet.Read("python3.11-doc", pythonManual)];
        var folder = Directory.CreateTempSubdirectory("archon-relevance-");
        bool isGood;
        try
        {
            await using var node = await ServedNode.StartEmbeddedAsync(archon, folder.FullName);
            isGood = await Relevance.MeasureAsync(node, "SQLite", sets);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        if (!onlySqlite)
        {
            await using var server = await DurableServer.StartAsync(mustFlush: false);
            var database = await server.CreateDatabaseAsync();
            await using (var node = await ServedNode.StartInClusterAsync(archon, database, "all"))
            {
                isGood &= await Relevance.MeasureAsync(node, "PostgreSQL", sets);
            }

            await server.DropDatabaseAsync(database);
        }

        Console.WriteLine(isGood ? "Both together are at least as good as words alone." : "Words alone are better somewhere.");
        return isGood ? 0 : 1;
    }

    private static IEnumerable<(string Name, string Query)> Queries()
    {
        var random = new Random(1);
        yield return ("two rare words", $"{SyntheticStore.Word(9_000)} {SyntheticStore.Word(12_000)}");
        yield return ("one word of most passages", SyntheticStore.Word(0));
        yield return ("three common words", $"{SyntheticStore.Word(2)} {SyntheticStore.Word(5)} {SyntheticStore.Word(9)}");
        yield return ("question of common words", string.Join(' ', Enumerable.Range(0, 15).Select(n => SyntheticStore.Word(n * 4))));
        yield return ("question of 20 words", SyntheticStore.Text(random, 20));
        yield return ("pasted paragraph", SyntheticStore.Text(random, 120));
        yield return ("common words and a rare one", $"{SyntheticStore.Word(1)} {SyntheticStore.Word(7)} {SyntheticStore.Word(20_000)}");
    }

    private static async Task MeasureAsync(ISearchIndex index, string name, SearchQuery query)
    {
        var times = new double[Rounds];
        var hits = 0;
        for (var round = -1; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            hits = (await index.SearchAsync(query, CancellationToken.None)).Length;
            if (round >= 0)
            {
                times[round] = clock.Elapsed.TotalMilliseconds;
            }
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-34} {times[Rounds / 2],8:0.0} {times[^1],8:0.0}   {hits} hits"));
    }
}

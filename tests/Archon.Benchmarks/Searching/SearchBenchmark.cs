using System.Diagnostics;
using System.Globalization;
using Archon.Embeddings;
using Archon.Ports.Storage;

namespace Archon.Benchmarks.Searching;

/// <summary>How long searches of several kinds take in a large embedded store, by words alone and with the query's vector.</summary>
internal static class SearchBenchmark
{
    private const int Rounds = 9;

    public static async Task<int> RunAsync(string? folder, int chunks)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("archon-search-").FullName;
        try
        {
            await using var store = await SyntheticStore.OpenAsync(data, chunks);
            var embedder = new LexicalEmbedder();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chunks:N0} passages; median of {Rounds} and slowest, milliseconds"));
            foreach (var (name, query) in Queries())
            {
                var vector = (await embedder.EmbedAsync([query], CancellationToken.None))[0];
                await MeasureAsync(store, $"{name}, words", new SearchQuery { Text = query, Limit = 100 });
                await MeasureAsync(store, $"{name}, both", new SearchQuery { Text = query, Limit = 100, Model = embedder.Model, Vector = vector });
            }

            return 0;
        }
        finally
        {
            if (folder is null)
            {
                Directory.Delete(data, recursive: true);
            }
        }
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

using System.Diagnostics;
using System.Globalization;
using Archon.Ports.Storage;

namespace Archon.Benchmarks.Searching;

/// <summary>
/// How long searches take as the search grain makes them: a hundred passages by words and vector. Questions have one to six words, as frequent as in the store but for
/// the forty most frequent, which are those that a language's stop words would be.
/// </summary>
internal static class SearchLatency
{
    private const int Questions = 200;
    private const int StopWords = 40;

    /// <summary>Prints median, 95th hundredth and slowest for each kind of search, and the processor time of one in this process, which others do not disturb; true when all are within the bar.</summary>
    /// <param name="index">The store.</param>
    /// <param name="model">The model of its vectors.</param>
    /// <param name="embed">A question's vector.</param>
    /// <param name="filters">Names of kinds of searches, and what each adds to a query.</param>
    /// <param name="bar">Milliseconds.</param>
    public static async Task<bool> MeasureAsync(
        ISearchIndex index, string model, Func<string, Task<ReadOnlyMemory<float>>> embed, IEnumerable<(string Name, Func<SearchQuery, SearchQuery> Add)> filters, double bar)
    {
        var isGood = true;
        Console.WriteLine($"  milliseconds{"",-22}   median     p95 slowest     CPU");
        foreach (var (name, add) in filters)
        {
            var random = new Random(7);
            var times = new List<double>();
            var before = TimeSpan.Zero;
            for (var i = -10; i < Questions; i++)
            {
                before = i == 0 ? Process.GetCurrentProcess().TotalProcessorTime : before;
                var text = Question(random);
                var query = add(new SearchQuery { Text = text, Limit = 100, Model = model, Vector = await embed(text) });
                var clock = Stopwatch.StartNew();
                _ = await index.SearchAsync(query, CancellationToken.None);
                if (i >= 0)
                {
                    times.Add(clock.Elapsed.TotalMilliseconds);
                }
            }

            var used = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / Questions;
            times.Sort();
            var p95 = times[(int)(times.Count * 0.95)];
            isGood &= p95 <= bar;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-34} {times[times.Count / 2],8:0.0} {p95,7:0.0} {times[^1],7:0.0} {used,7:0.0}  (bar {bar:0} for p95)"));
        }

        return isGood;
    }

    private static string Question(Random random)
    {
        var words = new List<string>();
        for (var left = random.Next(1, 7); left > 0;)
        {
            var rank = SyntheticStore.Draw(random);
            if (rank >= StopWords)
            {
                words.Add(SyntheticStore.Word(rank));
                left--;
            }
        }

        return string.Join(' ', words);
    }
}

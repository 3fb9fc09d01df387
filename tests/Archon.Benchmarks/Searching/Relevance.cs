using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Archon.Benchmarks.Crawling;
using Archon.Benchmarks.Nodes;

namespace Archon.Benchmarks.Searching;

/// <summary>
/// How well searches find what people ask for: graded questions (<c>Searching/*.csv</c>: question, pages with their grade from 1 to 3) about whole manuals,
/// by words, by vector and by both. A question's answers are judged by page, in the order in which pages first appear.
/// </summary>
internal static class Relevance
{
    private const int Looked = 5;
    private const int Results = 50;

    private static readonly string[] Rankings = ["words", "vector", "hybrid"];

    /// <summary>Crawls the sites with a node and asks it; true when both together are at least as good as words alone, in each measure and set.</summary>
    public static async Task<bool> MeasureAsync(ServedNode node, string store, IReadOnlyList<QuestionSet> sets)
    {
        var isGood = true;
        Console.WriteLine($"{store,-34}  questions  ranking   nDCG@5     MRR   hit@5");
        foreach (var set in sets)
        {
            await using var site = await StaticSite.StartAsync(set.Folder, TimeSpan.Zero);
            var id = await node.AddAsync(new { url = new Uri(site.Address, "index.html").AbsoluteUri, maxPages = 5000 });
            await node.WaitAsync(id);
            var source = (await node.GetAsync("/api/sources")).GetProperty("items").EnumerateArray()
                .Single(one => one.GetProperty("url").GetString()!.StartsWith(site.Address.AbsoluteUri, StringComparison.Ordinal)).GetProperty("id").GetString()!;
            var figures = new Dictionary<string, Quality>(StringComparer.Ordinal);
            foreach (var ranking in Rankings)
            {
                var qualities = new List<Quality>();
                foreach (var question in set.Questions)
                {
                    qualities.Add(Judge(question, await FindAsync(node, source, question.Text, ranking)));
                }

                var mean = new Quality(qualities.Average(one => one.Gain), qualities.Average(one => one.FirstRank), qualities.Average(one => one.Hit));
                figures.Add(ranking, mean);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {set.Name,-32}  {set.Questions.Count,9}  {ranking,-8} {mean.Gain,7:0.000} {mean.FirstRank,7:0.000} {mean.Hit,7:0.000}"));
            }

            var (words, both) = (figures["words"], figures["hybrid"]);
            isGood &= both.Gain >= words.Gain && both.FirstRank >= words.FirstRank && both.Hit >= words.Hit;
        }

        return isGood;
    }

    private static async Task<List<string>> FindAsync(ServedNode node, string sourceId, string query, string ranking)
    {
        using var response = await node.Http.PostAsJsonAsync(new Uri("/api/search", UriKind.Relative), new { query, ranking, sourceId, limit = Results });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return
        [
            .. answer.GetProperty("results").EnumerateArray()
                .Select(result => new Uri(result.GetProperty("url").GetString()!).AbsolutePath.TrimStart('/'))
                .Select(path => path.EndsWith(".html", StringComparison.Ordinal) ? path[..^5] : path)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static Quality Judge(Question question, List<string> pages)
    {
        var gain = pages.Take(Looked).Select((page, i) => Gain(question.Grades.GetValueOrDefault(page)) / Math.Log2(i + 2)).Sum();
        var best = question.Grades.Values.OrderDescending().Take(Looked).Select((grade, i) => Gain(grade) / Math.Log2(i + 2)).Sum();
        var first = pages.FindIndex(question.Grades.ContainsKey);
        return new Quality(gain / best, first < 0 ? 0 : 1.0 / (first + 1), first is >= 0 and < Looked ? 1 : 0);
    }

    private static double Gain(int grade) => Math.Pow(2, grade) - 1;

    private sealed record Quality(double Gain, double FirstRank, double Hit);
}

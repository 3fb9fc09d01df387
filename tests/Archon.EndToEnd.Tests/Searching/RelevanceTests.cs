using System.Net.Http.Json;
using System.Text.Json;
using Archon.EndToEnd.Tests.Guidelines;
using Archon.EndToEnd.Tests.Sites;
using Archon.GrainInterfaces.Crawling;

namespace Archon.EndToEnd.Tests.Searching;

/// <summary>
/// Questions people ask of the PostgreSQL manual, and the pages that answer them: <c>postgres-questions.csv</c>, question, acceptable
/// pages. The built-in embedder is the judge's worst case: it knows no synonyms.
/// </summary>
public sealed class RelevanceTests
{
    private const int Looked = 3;

    [Fact]
    public async Task Questions_HaveAPageThatAnswersThemAmongTheFirstThree()
    {
        await using var site = await ServedSite.StartAsync(PostgresManual.Pages);
        await using var node = await RunningNode.StartAsync();
        await node.WatchToTheEndAsync(await node.StartCrawlAsync(new CrawlRequest { Url = site["/index.html"].AbsoluteUri, MaxPages = 5000 }));
        var questions = await File.ReadAllLinesAsync(
            Path.Combine(AppContext.BaseDirectory, "Searching", "postgres-questions.csv"), TestContext.Current.CancellationToken);

        var missed = new List<string>();
        foreach (var kind in (string[])["chunks", "pages"])
        {
            foreach (var question in questions.Select(line => line.Split(',')))
            {
                var found = await FindAsync(node.Http, question[0], kind);
                if (!found.Intersect(question[1].Split(' ')).Any())
                {
                    missed.Add($"{question[0]} ({kind}): {string.Join(' ', found)}");
                }
            }
        }

        Assert.True(missed.Count == 0, string.Join('\n', missed));
    }

    private static async Task<string[]> FindAsync(HttpClient http, string query, string kind)
    {
        var answer = await http.PostAsJsonAsync("/api/search", new { query, kind, limit = Looked }, TestContext.Current.CancellationToken);
        var results = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("results");
        return [.. results.EnumerateArray().Select(result => Path.GetFileNameWithoutExtension(new Uri(result.GetProperty("url").GetString()!).AbsolutePath))];
    }
}

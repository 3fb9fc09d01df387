using System.Text.Json;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Recovery;

/// <summary>kill -9 in the middle, then resume: the store ends exactly as if nothing had happened.</summary>
public sealed class KillTests
{
    private const int Kills = 20;
    private const int KillsPerCrawl = 4;
    private const int Seed = 20261123;

    [Fact]
    public async Task Crawl_KilledAtTwentyRandomMoments_EndsLikeAnUndisturbedOne()
    {
        await using var site = await ServedSite.StartAsync(PostgresManual.Pages);
        var expected = await UndisturbedAsync(site);
        var random = new Random(Seed);
        for (var crawl = 0; crawl < Kills / KillsPerCrawl; crawl++)
        {
            // Not the whole manual is left when the last kill comes: each takes at most a fifth of it.
            var moments = Enumerable.Range(0, KillsPerCrawl).Select(_ => random.Next(1, PostgresManual.PageCount / (KillsPerCrawl + 1))).ToArray();
            using var data = new DataFolder();
            var id = await KillRepeatedlyAsync(site, data, moments);
            var ended = await ArchonProcess.RunAsync("resume", id, "--json", "--data", data.Path);

            Assert.True(ended.ExitCode == 0, $"seed {Seed}, moments {string.Join(", ", moments)}: exit code {ended.ExitCode}\n{ended.Errors}");
            Assert.Equal(expected, await StoredKnowledge.ReadAsync(data.Path, site.Address));
            AssertOneEnd(ended.Output);
        }
    }

    private static async Task<IReadOnlyList<string>> UndisturbedAsync(ServedSite site)
    {
        using var data = new DataFolder();
        var ended = await ArchonProcess.RunAsync("crawl", site["/index.html"].AbsoluteUri, "--max-pages", "2000", "--json", "--data", data.Path);
        Assert.Equal(0, ended.ExitCode);
        return await StoredKnowledge.ReadAsync(data.Path, site.Address);
    }

    private static async Task<string> KillRepeatedlyAsync(ServedSite site, DataFolder data, int[] moments)
    {
        string? id = null;
        foreach (var pages in moments)
        {
            var moment = site.AfterServing(pages);
            string[] arguments = id is null
                ? ["crawl", site["/index.html"].AbsoluteUri, "--max-pages", "2000", "--json", "--data", data.Path]
                : ["resume", id, "--json", "--data", data.Path];
            await using var process = ArchonProcess.Start(arguments);
            id ??= JsonDocument.Parse((await process.ReadLineAsync())!).RootElement.GetProperty("progressId").GetString();
            await moment;
            await process.KillAsync();
        }

        return id!;
    }

    private static void AssertOneEnd(IReadOnlyList<string> output)
    {
        var events = output.SkipLast(1).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var sequences = events.Select(progress => progress.GetProperty("sequence").GetInt64()).ToArray();

        Assert.Equal(sequences.Distinct().Order(), sequences);
        Assert.Single(events, progress => progress.GetProperty("status").GetString() is "complete" or "error" or "cancelled");
    }
}

using System.Text;
using System.Text.Json;
using Archon.Embeddings;
using Archon.Embeddings.Tests;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Crawls;

/// <summary>What was embedded with the built-in embedder gets vectors of a server, by a node that is killed half-way, and is found all the while.</summary>
public sealed class ModelChangeTests
{
    private const int Pages = 200;
    private const int Batch = 128;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnotherModel_EmbedsEveryChunkOnce_AndSearchFindsAllTheWhile()
    {
        await using var site = await ServedSite.StartAsync(Site());
        await using var server = await EmbeddingServer.StartAsync();
        using var data = new DataFolder();
        await using (var crawl = ArchonProcess.Start("crawl", site["/"].AbsoluteUri, "--json", "--data", data.Path))
        {
            Assert.Equal(0, (await crawl.WhenEndedAsync()).ExitCode);
        }

        // Of the first node a batch is answered, and no other: it is killed while it waits. A query is one text.
        var answered = new List<string>();
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Answer = async (context, asked) =>
        {
            if (asked.Texts.Count > 1)
            {
                if (asked.Authorization.EndsWith("first", StringComparison.Ordinal) && asked.Texts.Count < Batch)
                {
                    waits.TrySetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
                }

                lock (answered)
                {
                    answered.AddRange(asked.Texts);
                }
            }

            await EmbeddingServer.VectorsAsync(context, asked, 8);
        };

        await using (var node = Serve("first"))
        {
            await node.ReadLineAsync();
            await waits.Task.WaitAsync(Cancel);
            while (await CountAsync() is { Embedded: < Batch })
            {
                // Each look is a process of its own, so this does not spin.
            }

            Assert.Equal([new LexicalEmbedder().Model, "tiny/8"], (await StoredVectors.ModelsAsync(data.Path)).Order(StringComparer.Ordinal));
            await AssertFoundAsync();
            await node.KillAsync();
        }

        await using var again = Serve("second");
        await again.ReadLineAsync();
        (long Chunks, long Embedded) counts;
        do
        {
            counts = await CountAsync();
        }
        while (counts.Embedded < counts.Chunks);

        Assert.InRange(counts.Chunks, Pages, int.MaxValue);
        Assert.Equal(counts.Chunks, answered.Count);
        Assert.Equal(answered.Count, answered.Distinct().Count());
        await AssertFoundAsync();
        Assert.Equal(["tiny/8"], await StoredVectors.ModelsAsync(data.Path));

        ArchonProcess Serve(string key) => ArchonProcess.StartWith(
            new Dictionary<string, string>
            {
                ["ARCHON__EMBEDDINGS__ENDPOINT"] = server.Endpoint,
                ["ARCHON__EMBEDDINGS__MODEL"] = "tiny",
                ["ARCHON__EMBEDDINGS__DIMENSIONS"] = "8",
                ["ARCHON__EMBEDDINGS__APIKEY"] = key,
            },
            "serve", "--port", "0", "--data", data.Path);

        async Task<JsonElement> AskAsync(params string[] arguments)
        {
            await using var command = ArchonProcess.Start([.. arguments, "--json", "--data", data.Path]);
            var ended = await command.WhenEndedAsync();
            Assert.True(ended.ExitCode == 0, ended.Errors);
            return JsonDocument.Parse(ended.Output[^1]).RootElement;
        }

        async Task<(long Chunks, long Embedded)> CountAsync()
        {
            var source = await AskAsync("sources");
            return (source.GetProperty("chunks").GetInt64(), source.GetProperty("chunksEmbedded").GetInt64());
        }

        async Task AssertFoundAsync()
        {
            var found = await AskAsync("search", Words(117), "--explain");
            var results = found.GetProperty("results").EnumerateArray().ToList();
            Assert.Contains(results, result => result.GetProperty("url").GetString()!.EndsWith($"/{Name(117)}.html", StringComparison.Ordinal));
            Assert.Contains(results, result => result.TryGetProperty("vectorRank", out var rank) && rank.ValueKind == JsonValueKind.Number);
        }
    }

    // Addresses without numbers and texts that share little: pages of one pattern that are nearly the same would be taken for a trap.
    private static Dictionary<string, byte[]> Site()
    {
        var pages = Enumerable.Range(0, Pages).ToDictionary(i => $"/{Name(i)}.html", i => Page(Name(i), $"<p>{Words(i)}</p>"), StringComparer.Ordinal);
        pages["/"] = Page("All", string.Concat(Enumerable.Range(0, Pages).Select(i => $"<a href='/{Name(i)}.html'>{Name(i)}</a> ")));
        return pages;
    }

    private static string Name(int i) => Word(new Random(1_000 + i)) + Word(new Random(2_000 + i));

    private static string Words(int i)
    {
        var random = new Random(i);
        return string.Join(' ', Enumerable.Range(0, 60).Select(_ => Word(random)));
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, 3).Select(_ => $"{"bcdfglmnprst"[random.Next(12)]}{"aeiou"[random.Next(5)]}"));

    private static byte[] Page(string title, string body) =>
        Encoding.UTF8.GetBytes($"<!doctype html><html><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>");
}

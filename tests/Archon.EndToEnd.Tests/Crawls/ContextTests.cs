using System.Text;
using System.Text.Json;
using Archon.Embeddings.Tests;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Crawls;

/// <summary>Passages that get vectors below their document's context when a setting says so, and without it when it does not any more.</summary>
public sealed class ContextTests
{
    private const string Opening = "A file is opened by its name.";

    private static readonly string[] Sections = ["Reading", "Writing", "Closing"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Context_EmbedsEveryChunkAnewBelowIt_AndFormerVectorsServeMeanwhile()
    {
        await using var site = await ServedSite.StartAsync(new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["/"] = Page() });
        await using var server = await EmbeddingServer.StartAsync();
        using var data = new DataFolder();
        await using (var crawl = ArchonProcess.StartWith(Settings(context: false), "crawl", site["/"].AbsoluteUri, "--json", "--data", data.Path))
        {
            Assert.Equal(0, (await crawl.WhenEndedAsync()).ExitCode);
        }

        var plain = Passages();
        Assert.InRange(plain.Length, 3, 10);
        Assert.All(plain, text => Assert.StartsWith("Files\nFiles", text, StringComparison.Ordinal));
        Assert.Single(plain, text => text.Contains(Opening, StringComparison.Ordinal));
        Assert.Equal(["tiny/8"], await StoredVectors.ModelsAsync(data.Path));

        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Answer = async (context, asked) =>
        {
            if (asked.Texts.Count > 1)
            {
                waits.TrySetResult();
                await mayAnswer.Task;
            }

            await EmbeddingServer.VectorsAsync(context, asked, 8);
        };
        var before = server.Asked.Count;
        await using (var node = Serve(context: true))
        {
            await node.ReadLineAsync();
            await waits.Task.WaitAsync(Cancel);
            var found = await AskAsync("search", "opened by its name", "--explain");
            Assert.Contains(found.GetProperty("results").EnumerateArray(), result => result.TryGetProperty("vectorRank", out var rank) && rank.ValueKind == JsonValueKind.Number);
            mayAnswer.SetResult();
            await WhenEmbeddedAsync();
        }

        var below = Passages()[plain.Length..];
        Assert.Equal(["opened by its name"], Assert.Single(server.Asked.Skip(before), asked => asked.Texts.Count == 1).Texts);
        Assert.Equal(plain.Select(Content).Order(), below.Select(Content).Order());
        Assert.All(below, text => Assert.Contains(Opening, text, StringComparison.Ordinal));
        Assert.All(below.Where(text => !Content(text).Contains(Opening, StringComparison.Ordinal)), text => Assert.Matches($"^Files\nFiles › [A-Z][a-z]+\n{Opening}[^\n]*\n\n", text));
        Assert.Equal(["tiny/8+context"], await StoredVectors.ModelsAsync(data.Path));

        await using (var node = Serve(context: false))
        {
            await node.ReadLineAsync();
            await WhenEmbeddedAsync();
        }

        Assert.Equal(plain.Order(), Passages()[(2 * plain.Length)..].Order());
        Assert.Equal(["tiny/8"], await StoredVectors.ModelsAsync(data.Path));

        // What stands in a batch; a query stands alone.
        string[] Passages()
        {
            lock (server.Asked)
            {
                return [.. server.Asked.Where(asked => asked.Texts.Count > 1).SelectMany(asked => asked.Texts)];
            }
        }

        Dictionary<string, string> Settings(bool context) => new()
        {
            ["ARCHON__EMBEDDINGS__ENDPOINT"] = server.Endpoint,
            ["ARCHON__EMBEDDINGS__MODEL"] = "tiny",
            ["ARCHON__EMBEDDINGS__DIMENSIONS"] = "8",
            ["ARCHON__EMBEDDINGS__CONTEXT"] = context ? "true" : "false",
        };

        ArchonProcess Serve(bool context) => ArchonProcess.StartWith(Settings(context), "serve", "--port", "0", "--data", data.Path);

        async Task<JsonElement> AskAsync(params string[] arguments)
        {
            await using var command = ArchonProcess.Start([.. arguments, "--json", "--data", data.Path]);
            var ended = await command.WhenEndedAsync();
            Assert.True(ended.ExitCode == 0, ended.Errors);
            return JsonDocument.Parse(ended.Output[^1]).RootElement;
        }

        async Task WhenEmbeddedAsync()
        {
            JsonElement source;
            do
            {
                // Each look is a process of its own, so this does not spin.
                source = await AskAsync("sources");
            }
            while (source.GetProperty("chunksEmbedded").GetInt64() < source.GetProperty("chunks").GetInt64());
        }
    }

    private static string Content(string text) => text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];

    private static byte[] Page()
    {
        var body = string.Concat(Sections.Select(name =>
            $"<h2>{name}</h2><p>{string.Join(' ', Enumerable.Range(0, 60).Select(i => $"{name} takes step {i} of the many that it has."))}</p>"));
        return Encoding.UTF8.GetBytes(
            $"<!doctype html><html><head><title>Files</title></head><body><main><h1>Files</h1><p>{Opening} Then it can be read and written.</p>{body}</main></body></html>");
    }
}

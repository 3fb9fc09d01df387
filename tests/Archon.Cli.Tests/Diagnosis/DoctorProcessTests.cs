using System.Diagnostics;
using System.Text.Json;

namespace Archon.Cli.Tests.Diagnosis;

/// <summary><c>archon doctor</c> as a process of its own: what a shell and a program see.</summary>
public sealed class DoctorProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AHealthyCluster_IsOneDocumentAndZero()
    {
        await using var database = await SickDatabase.CreateAsync();

        var (code, output, _) = await RunAsync(database.Connection, "--json");

        Assert.True(code == 0, output);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.True(report.GetProperty("healthy").GetBoolean());
        var check = Assert.Single(report.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "Schema");
        Assert.Equal("ok", check.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task AFailure_IsALineThatSaysWhatToDoAndOne()
    {
        await using var database = await SickDatabase.CreateAsync(migrated: false);

        var (code, output, errors) = await RunAsync(database.But(settings => settings.Password = "wrong"));

        Assert.Equal(1, code);
        Assert.Empty(errors);
        Assert.Matches("(?m)^FAIL  Database .* refuses the user: .*Archon:Postgres:ConnectionString", output);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseWithoutASchemaToMakeTablesIn_IsAFailureThatSaysWhatToDo()
    {
        await using var database = await SickDatabase.CreateAsync(migrated: false);

        var (code, output, errors) = await RunAsync(database.But(settings => settings.SearchPath = "nowhere"));

        Assert.Equal(1, code);
        Assert.Empty(errors);
        Assert.Matches("(?m)^FAIL  Database .* has no schema to make tables in. CREATE SCHEMA public", output);
    }

    [Fact]
    public async Task AnEmptyConnectionString_IsAFailure_AsItIsForANode()
    {
        var (code, output, _) = await RunAsync(" ", "--json");

        Assert.Equal(1, code);
        var settings = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "Settings");
        Assert.Equal("failed", settings.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task ModelsThatAreSet_AreAskedOnceEach()
    {
        using var folder = new TemporaryFolder();
        await using var server = ModelServer.Start();

        var (code, output, _) = await RunAsync(Models($"{server.Address}v1"), "--data", folder.Path);

        Assert.True(code == 0, output);
        Assert.Matches("(?m)^ok    Chat model    small-chat answers$", output);
        Assert.Matches("(?m)^ok    Re-ranker     small-ranker answers$", output);
        Assert.Equal(["/v1/chat/completions", "/v1/rerank"], server.Asked);
    }

    [Theory]
    [InlineData("right", "(?m)^ok    Embedder      tiny/2, 2 dimensions$")]
    [InlineData("all 0", "(?m)^FAIL  Embedder .* not numbered from 0 to 1")]
    [InlineData("the first only", "(?m)^FAIL  Embedder .* answers 2 texts with 1 vectors")]
    public async Task AnEmbedder_IsAskedForTwoVectorsAtOnce(string numbers, string said)
    {
        using var folder = new TemporaryFolder();
        await using var server = ModelServer.Start(texts => numbers switch
        {
            "right" => Enumerable.Range(0, texts),
            "all 0" => Enumerable.Repeat(0, texts),
            _ => [0],
        });

        var (_, output, _) = await RunAsync(
            Embedder(server),
            "--data",
            folder.Path);

        Assert.Matches(said, output);
        Assert.Equal(["/v1/embeddings"], server.Asked);
    }

    [Theory]
    [InlineData(0, "(?m)^ok    Embedder      tiny/2, 2 dimensions$", 429, 500)]
    [InlineData(1, "(?m)^FAIL  Embedder .* is over its limit \\(429\\)", 429, 429, 429, 429, 429, 429)]
    [InlineData(1, "(?m)^FAIL  Embedder .* does not accept the key", 401)]
    public async Task AnEmbedderThatRefusesForAMoment_IsAskedAgain(int expected, string said, params int[] refusals)
    {
        using var folder = new TemporaryFolder();
        await using var server = ModelServer.Start();
        foreach (var refusal in refusals)
        {
            server.Refusals.Enqueue(refusal);
        }

        var (code, output, _) = await RunAsync(Embedder(server), "--data", folder.Path);

        Assert.Matches(said, output);
        Assert.Equal(expected, code);
    }

    [Fact]
    public async Task ModelsThatDoNotAnswer_AreAFailureEach_AndNoSecretIsShown()
    {
        using var folder = new TemporaryFolder();

        var (code, output, errors) = await RunAsync(Models("http://user:secret-word@127.0.0.1:1/v1"), "--data", folder.Path);

        Assert.Equal(1, code);
        Assert.Matches("(?m)^FAIL  Chat model    http://127.0.0.1:1/v1 cannot be reached. Check Archon:Summaries", output);
        Assert.Matches("(?m)^FAIL  Re-ranker     http://127.0.0.1:1/v1/rerank cannot be reached. Check Archon:Reranking", output);
        Assert.Matches("(?m)^ok    Store ", output);
        Assert.DoesNotContain("secret", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelsThatAreNotSet_AreNoLines()
    {
        using var folder = new TemporaryFolder();

        var (_, output, _) = await RunAsync([], "--data", folder.Path);

        Assert.DoesNotContain("Chat model", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Re-ranker", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelFolderThatCannotBeUsed_StopsANode_AndIsSaidSo()
    {
        using var folder = new TemporaryFolder();

        var (code, output, _) = await RunAsync(new Dictionary<string, string> { ["ARCHON__EMBEDDINGS__ONNX__PATH"] = folder.Path }, "--data", folder.Path);

        Assert.Equal(1, code);
        Assert.Matches("(?m)^FAIL  Embedder .*a node with it does not start", output);
        Assert.DoesNotContain("by its words meanwhile", output, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Embedder(ModelServer server) => new()
    {
        ["ARCHON__EMBEDDINGS__ENDPOINT"] = $"{server.Address}v1",
        ["ARCHON__EMBEDDINGS__MODEL"] = "tiny",
        ["ARCHON__EMBEDDINGS__DIMENSIONS"] = "2",
    };

    private static Dictionary<string, string> Models(string endpoint) => new()
    {
        ["ARCHON__SUMMARIES__ENDPOINT"] = endpoint,
        ["ARCHON__SUMMARIES__MODEL"] = "small-chat",
        ["ARCHON__SUMMARIES__APIKEY"] = "secret-chat",
        ["ARCHON__RERANKING__ENDPOINT"] = endpoint,
        ["ARCHON__RERANKING__MODEL"] = "small-ranker",
        ["ARCHON__RERANKING__APIKEY"] = "secret-ranker",
    };

    private static Task<(int Code, string Output, string Errors)> RunAsync(string connection, params string[] arguments) =>
        RunAsync(new Dictionary<string, string> { ["ARCHON__POSTGRES__CONNECTIONSTRING"] = connection }, arguments);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "archon.dll"), "doctor", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, output, await errors);
    }
}

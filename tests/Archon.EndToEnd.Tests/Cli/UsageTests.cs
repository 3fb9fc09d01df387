using Archon.EndToEnd.Tests.Processes;

namespace Archon.EndToEnd.Tests.Cli;

/// <summary>What a shell sees of a wrong command line: a sentence on standard error, nothing on standard output, the exit code.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("did you mean crawl ?", "crwal")]
    [InlineData("the commands are crawl, add, search,", "bogus", "--help")]
    [InlineData("The query is empty", "search", "")]
    [InlineData("did you mean --max-pages ?", "crawl", "https://e.org", "--max-page", "5")]
    [InlineData("docs.python.org is not a URL; did you mean https://docs.python.org ?", "crawl", "docs.python.org")]
    [InlineData("http and https only", "crawl", "ftp://e.org/")]
    [InlineData("docs.python.org/3/ is not a URL; did you mean https://docs.python.org/3/ ?", "page", "docs.python.org/3/")]
    [InlineData("--max-pages is a whole number from 1", "crawl", "https://e.org", "--max-pages", "-1")]
    [InlineData("--listen is an IP address", "serve", "--listen", "example.org")]
    [InlineData("--data is empty; name a folder", "crawl", "https://e.org", "--data", "")]
    [InlineData("--data is empty; name a folder", "serve", "--data", " ")]
    public async Task BadUsage_EndsWithTwo(string sentence, params string[] arguments)
    {
        var ended = await ArchonProcess.RunAsync(arguments);

        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains(sentence, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_EndsWithZero()
    {
        var ended = await ArchonProcess.RunAsync("crawl", "--help");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("Examples:", ended.Output);
    }

    [Fact]
    public async Task DeadServer_EndsWithOneAndNamesTheAddress()
    {
        var ended = await ArchonProcess.RunAsync("search", "x", "--json", "--server", "http://127.0.0.1:1");

        Assert.Equal(1, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains("http://127.0.0.1:1", ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search", "x", "--json")]
    [InlineData("crawls")]
    [InlineData("resume", "abcdefgh1234")]
    public async Task DataFolderNamedByMistake_IsToldAndNotMade(params string[] arguments)
    {
        using var data = new DataFolder();
        var mistyped = Path.Combine(data.Path, "mistyped");

        var ended = await ArchonProcess.RunAsync([.. arguments, "--data", mistyped]);

        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains(mistyped, ended.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(mistyped));
    }

    [Fact]
    public async Task CrawlThatFails_WithJson_SaysWhyOnStandardError()
    {
        using var data = new DataFolder();

        var ended = await ArchonProcess.RunAsync("crawl", "http://127.0.0.1:1/", "--json", "--data", data.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("failed: ", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServingTheNetworkWhatIsTheOperators_IsRefusedBeforeAnythingListens()
    {
        using var data = new DataFolder();

        var ended = await ArchonProcess.RunAsync("serve", "--listen", "0.0.0.0", "--port", "0", "--allow-private", "--data", data.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains("Archon:Gateway:TrustNetwork", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataFolderThatCannotBeWritten_EndsWithOneAndNamesTheFolder()
    {
        using var data = new DataFolder();
        var file = Path.Combine(data.Path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var ended = await ArchonProcess.RunAsync("crawl", "http://127.0.0.1:1/", "--data", file);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(file, ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
    }
}

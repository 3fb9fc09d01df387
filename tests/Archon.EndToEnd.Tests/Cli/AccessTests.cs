using System.Text;
using System.Text.Json;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Cli;

/// <summary>A site that asks who reads, and a password that nobody else gets to see.</summary>
public sealed class AccessTests
{
    private const string Password = "corr3ct-h0rse-battery";
    private static readonly string Basic = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Password}"))}";

    [Fact]
    public async Task Crawl_OfASiteThatAsksWhoReads_SaysWhatToGive_AndTakesIt()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        site.Authorization = Basic;
        using var data = new DataFolder();
        var secret = Path.Combine(data.Path, "password.txt");
        await File.WriteAllTextAsync(secret, $"me:{Password}\n", TestContext.Current.CancellationToken);

        var refused = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--data", data.Path);
        var crawled = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--user", $"@{secret}", "--json", "--data", data.Path);
        File.Delete(secret);
        var sources = await ArchonProcess.RunAsync("sources", "--json", "--data", data.Path);
        var refreshed = await ArchonProcess.RunAsync("refresh", SourceOf(crawled), "--json", "--data", data.Path);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("it wants to know who asks. Tell it with --user", refused.Output.Aggregate("", string.Concat) + refused.Errors, StringComparison.Ordinal);
        Assert.True(crawled.ExitCode == 0, crawled.Errors);
        Assert.True(refreshed.ExitCode == 0, refreshed.Errors);
        Assert.Equal(SmallSite.PageCount, JsonDocument.Parse(refreshed.Output[^1]).RootElement.GetProperty("pagesUnchanged").GetInt32());

        // Neither in what is said nor in what is stored, in clear or as it is sent.
        var said = string.Join('\n', [.. crawled.Output, crawled.Errors, .. sources.Output, .. refreshed.Output, refreshed.Errors]);
        var stored = string.Concat(Directory.GetFiles(data.Path).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.All([Password, Basic["Basic ".Length..]], word => Assert.DoesNotContain(word, said + stored, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data.Path, "secrets.key")));
        }
    }

    private static string SourceOf(ArchonProcess.Ended crawled) => JsonDocument.Parse(crawled.Output[^1]).RootElement.GetProperty("sourceId").GetString()!;
}

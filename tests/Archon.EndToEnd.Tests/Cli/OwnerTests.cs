using System.Net.Http.Json;
using System.Text.Json;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Cli;

/// <summary>Crawls of this machine's own addresses while another process serves the data folder.</summary>
public sealed class OwnerTests
{
    [Fact]
    public async Task Crawl_OfALoopbackUrlWhileTheFolderIsServed_IsAllowedToItsOwnerOnly()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        await using var server = ArchonProcess.Start("serve", "--port", "0", "--data", data.Path);
        var address = (await server.ReadLineAsync())!.Split(' ')[^1];

        // By the data folder: allowed. By the address alone, as anybody on this machine can: refused.
        var owner = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--json", "--data", data.Path);
        var stranger = await ArchonProcess.RunAsync("crawl", site["/open.html"].AbsoluteUri, "--json", "--server", address);

        Assert.True(owner.ExitCode == 0, owner.Errors);
        Assert.Equal(SmallSite.PageCount, JsonDocument.Parse(owner.Output[^1]).RootElement.GetProperty("pagesDone").GetInt32());
        Assert.Equal(1, stranger.ExitCode);
        Assert.Contains("not globally routable", JsonDocument.Parse(stranger.Output[^1]).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);

        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var second = await http.PostAsJsonAsync("/api/knowledge/add", new { url = site["/close.html"].AbsoluteUri }, cancellationToken);
        var id = (await second.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("task_id").GetString()!;
        var watched = await ArchonProcess.RunAsync("watch", id, "--json", "--data", data.Path);
        Assert.True(watched.Output.Count > 0, watched.Errors);
        Assert.Equal("error", JsonDocument.Parse(watched.Output[^1]).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task AllowPrivate_WhileTheFolderIsServed_IsGrantedToThisCrawl()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        await using var server = ArchonProcess.Start("serve", "--port", "0", "--data", data.Path);
        await server.ReadLineAsync();

        var ended = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--allow-private", "--json", "--data", data.Path);

        Assert.True(ended.ExitCode == 0, ended.Errors);
    }

    [Fact]
    public async Task TheSecret_IsReadableByItsUserOnlyAndNeverPrinted()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        await using var server = ArchonProcess.Start("serve", "--port", "0", "--data", data.Path);
        await server.ReadLineAsync();
        var file = Path.Combine(data.Path, "node.json");
        var secret = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).RootElement.GetProperty("ownerToken").GetString()!;

        var crawl = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--data", data.Path);
        var doctor = await ArchonProcess.RunAsync("doctor", "--data", data.Path);

        Assert.True(secret.Length >= 64);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.DoesNotContain(secret, string.Join('\n', [.. crawl.Output, crawl.Errors, .. doctor.Output, doctor.Errors]), StringComparison.Ordinal);
    }
}

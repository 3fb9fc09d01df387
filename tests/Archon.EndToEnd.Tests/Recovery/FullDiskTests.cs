using System.Text.Json;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;
using Microsoft.Data.Sqlite;

namespace Archon.EndToEnd.Tests.Recovery;

/// <summary>The disk fills up during a crawl.</summary>
public sealed class FullDiskTests
{
    private const int TooFewMegabytes = 6;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Crawl_OnADiskThatFillsUp_SaysSoAndGoesOnOnceThereIsRoom(bool mount)
    {
        await using var site = await ServedSite.StartAsync(PostgresManual.Pages);
        using var disk = new SmallDisk(TooFewMegabytes, mount);

        ArchonProcess.Ended full;
        string id;
        await using (var crawl = disk.Start("crawl", site["/index.html"].AbsoluteUri, "--max-pages", "2000", "--json", "--data", disk.Path))
        {
            id = JsonDocument.Parse((await crawl.ReadLineAsync())!).RootElement.GetProperty("progressId").GetString()!;
            full = await crawl.WhenEndedAsync();
        }

        Assert.Equal(1, full.ExitCode);
        Assert.Contains("The disk of the database", full.Errors, StringComparison.Ordinal);
        Assert.Contains($"The crawl keeps its place: archon resume {id}", full.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", full.Errors, StringComparison.Ordinal);

        disk.Grow();
        Assert.Equal("ok", await CheckAsync(disk.Path));
        await using var resume = disk.Start("resume", id, "--json", "--data", disk.Path);
        var ended = await resume.WhenEndedAsync();

        Assert.True(ended.ExitCode == 0, ended.Errors);
        var finished = JsonDocument.Parse(ended.Output[^1]).RootElement;
        Assert.Equal(PostgresManual.PageCount, finished.GetProperty("pagesDone").GetInt32());
        Assert.Equal(0, finished.GetProperty("pagesFailed").GetInt32());
        Assert.Equal("ok", await CheckAsync(disk.Path));
    }

    private static async Task<string?> CheckAsync(string dataFolder)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, "archon.db"), Pooling = false };
        await using var connection = new SqliteConnection(builder.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}

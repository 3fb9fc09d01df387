using System.Text.Json;
using Archon.EndToEnd.Tests.Processes;

namespace Archon.EndToEnd.Tests.Cli;

/// <summary>Files of this machine are added, killed in the middle and resumed, and handed to a server.</summary>
public sealed class AddTests : IDisposable
{
    private const int Files = 300;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archon-add-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Add_KilledInTheMiddle_LosesNothingAndStoresOnce()
    {
        Write(Files);
        using var data = new DataFolder();
        string? id = null;
        for (var kill = 0; kill < 3; kill++)
        {
            string[] arguments = id is null ? ["add", _folder.FullName, "--json", "--data", data.Path] : ["resume", id, "--json", "--data", data.Path];
            await using var process = ArchonProcess.Start(arguments);
            var done = -1L;
            while (await process.ReadLineAsync() is { } line)
            {
                var progress = JsonDocument.Parse(line).RootElement;
                id ??= progress.GetProperty("progressId").GetString();
                if (done < 0)
                {
                    done = progress.GetProperty("pagesDone").GetInt64();
                }
                else if (progress.GetProperty("pagesDone").GetInt64() > done)
                {
                    break;
                }
            }

            await process.KillAsync();
        }

        var ended = await ArchonProcess.RunAsync("resume", id!, "--json", "--data", data.Path);

        Assert.True(ended.ExitCode is 0 or 1, ended.Errors);
        var status = Last(await ArchonProcess.RunAsync("status", id!, "--json", "--data", data.Path));
        Assert.Equal(("complete", Files, Files, Files), (
            status.GetProperty("status").GetString(), status.GetProperty("pagesDone").GetInt32(), status.GetProperty("pagesAdded").GetInt32(), status.GetProperty("chunksStored").GetInt32()));
        var found = await ArchonProcess.RunAsync("search", "walrus7x", "--json", "--data", data.Path);
        Assert.Contains(found.Output, line => line.Contains("/7.md", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Add_OfAPipeThatNobodyWritesTo_LeavesItOut()
    {
        Write(1);
        using var data = new DataFolder();
        using (var make = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(_folder.FullName, "pipe.md")]))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, make.ExitCode);
        }

        var added = await ArchonProcess.RunAsync("add", _folder.FullName, "--data", data.Path);

        Assert.True(added.ExitCode == 0, added.Errors);
        Assert.Contains("1 added, 0 changed", string.Join('\n', added.Output), StringComparison.Ordinal);
        Assert.Contains("no text on it", string.Join('\n', added.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_Again_KeepsChangesAndRemoves()
    {
        Write(4);
        using var data = new DataFolder();
        var first = await ArchonProcess.RunAsync("add", _folder.FullName, "--data", data.Path);
        Assert.True(first.ExitCode == 0, first.Errors);
        Assert.Contains("4 added, 0 changed, 0 unchanged, 0 removed", string.Join('\n', first.Output), StringComparison.Ordinal);
        File.WriteAllText(PathOf(0), "# Another\n\nText.");
        File.Delete(PathOf(1));
        File.WriteAllText(Path.Combine(_folder.FullName, "broken.pdf"), "no pdf");

        var second = await ArchonProcess.RunAsync("add", _folder.FullName, "--data", data.Path);

        Assert.Equal(3, second.ExitCode);
        Assert.Contains("0 added, 1 changed, 2 unchanged, 1 removed", string.Join('\n', second.Output), StringComparison.Ordinal);
        Assert.Contains("document-broken", string.Join('\n', second.Output), StringComparison.Ordinal);
        var page = await ArchonProcess.RunAsync("page", PathOf(0), "--data", data.Path);
        Assert.Equal("# Another", page.Output[0]);
        var source = Last(await ArchonProcess.RunAsync("sources", "--json", "--data", data.Path)).GetProperty("id").GetString()!;
        Assert.Equal(2, (await ArchonProcess.RunAsync("refresh", source, "--data", data.Path)).ExitCode);
    }

    [Fact]
    public async Task Add_ToAServer_UploadsTheFiles()
    {
        Write(3);
        using var data = new DataFolder();
        await using var serve = ArchonProcess.Start("serve", "--port", "0", "--data", data.Path);
        var address = (await serve.ReadLineAsync())!.Split(' ')[^1];

        var added = await ArchonProcess.RunAsync("add", Path.Combine(_folder.FullName, "*.md"), "--source", "Hand book", "--tag", "t", "--json", "--server", address);
        Assert.True(added.ExitCode == 0, added.Errors);

        // The same folder, through the process that owns it.
        var beside = await ArchonProcess.RunAsync("add", PathOf(0), "--json", "--data", data.Path);
        Assert.True(beside.ExitCode == 0, beside.Errors);
        Assert.Equal("upload:///Hand%20book/", Last(added).GetProperty("url").GetString());
        Assert.StartsWith("file:///", Last(beside).GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    private static JsonElement Last(ArchonProcess.Ended ended) => JsonDocument.Parse(ended.Output[^1]).RootElement;

    private string PathOf(int number) => Path.Combine(_folder.FullName, $"{number}.md");

    private void Write(int files)
    {
        for (var number = 0; number < files; number++)
        {
            File.WriteAllText(PathOf(number), $"# Page {number}\n\nThe walrus{number}x lives here.\n");
        }
    }
}

using System.Text.Json;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Cli;

/// <summary>A small crawl from the shell's side.</summary>
public sealed class CrawlTests
{
    [Fact]
    public async Task Crawl_InJson_WritesEventsThenTheCrawlAndNothingElse()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();

        var ended = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--json", "--data", data.Path);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        var lines = ended.Output.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.All(lines.SkipLast(1), line => Assert.True(line.TryGetProperty("sequence", out _)));
        Assert.Equal("complete", lines[^1].GetProperty("status").GetString());
        Assert.Equal(SmallSite.PageCount, lines[^1].GetProperty("pagesDone").GetInt32());
        Assert.True(lines[^1].TryGetProperty("id", out _));
        Assert.Empty(ended.Errors);
    }

    [Fact]
    public async Task Crawl_ForPeople_SumsUpWithoutControlCharacters()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.PagesWithABrokenLink);
        using var data = new DataFolder();

        var ended = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--data", data.Path);

        var text = string.Join('\n', ended.Output);
        Assert.Equal(3, ended.ExitCode);
        Assert.Contains("4 stored, 1 failed", text, StringComparison.Ordinal);
        Assert.Contains("/gone.html  404", text, StringComparison.Ordinal);
        Assert.Contains(data.Path, text, StringComparison.Ordinal);
        Assert.DoesNotContain(text + ended.Errors, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task WhatWasCrawled_IsFoundShownListedAndExported()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        using var target = new DataFolder();
        var crawl = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--json", "--data", data.Path);
        var id = JsonDocument.Parse(crawl.Output[^1]).RootElement.GetProperty("id").GetString()!;

        var search = await ArchonProcess.RunAsync("search", "opening", "a", "file", "--data", data.Path);
        Assert.Contains(search.Output, line => line.Contains("Opening", StringComparison.Ordinal));
        Assert.DoesNotContain(string.Concat(search.Output), char.IsControl);
        var elsewhere = await ArchonProcess.RunAsync("search", "opening", "--source", "nope", "--data", data.Path);
        Assert.Equal(2, elsewhere.ExitCode);
        Assert.Contains("--source is 'nope', and nothing has been collected under that id.", elsewhere.Errors, StringComparison.Ordinal);

        var page = await ArchonProcess.RunAsync("page", site["/close.html"].AbsoluteUri, "--data", data.Path);
        Assert.Contains("A descriptor is given back by closing it.", page.Output);

        var crawls = await ArchonProcess.RunAsync("crawls", "--data", data.Path);
        Assert.Contains(crawls.Output, line => line.Contains(id, StringComparison.Ordinal) && line.Contains("complete", StringComparison.Ordinal));

        var export = await ArchonProcess.RunAsync("export", id, "--out", target.Path, "--data", data.Path);
        Assert.StartsWith("Wrote 4 pages", export.Output[0], StringComparison.Ordinal);
        var one = await ArchonProcess.RunAsync("export", id, "--out", target.Path, "--format", "llms", "--data", data.Path);
        Assert.StartsWith("Wrote 4 pages", one.Output[0], StringComparison.Ordinal);
        Assert.Contains("Call the function open", await File.ReadAllTextAsync(Path.Combine(target.Path, "llms-full.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var lines = await ArchonProcess.RunAsync("export", id, "--out", target.Path, "--format", "jsonl", "--data", data.Path);
        Assert.Matches("^Wrote [0-9]+ chunks of ", lines.Output[0]);
        Assert.All(
            await File.ReadAllLinesAsync(Path.Combine(target.Path, "chunks.jsonl"), TestContext.Current.CancellationToken),
            line => Assert.Equal(1024, JsonDocument.Parse(line).RootElement.GetProperty("vector").GetArrayLength()));
        var written = await File.ReadAllTextAsync(
            Path.Combine(target.Path, $"127.0.0.1_{site.Address.Port}", "write.md"), TestContext.Current.CancellationToken);
        Assert.Contains("""title: "Writing: \"quoted\" # title""", written, StringComparison.Ordinal);

        var doctor = await ArchonProcess.RunAsync("doctor", "--data", data.Path);
        Assert.True(doctor.ExitCode == 0, string.Join('\n', doctor.Output));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_StopsTheCrawlWhichThenResumes(string signal)
    {
        Assert.SkipWhen(signal == "INT" && Signals.InterruptIsIgnored(), "This shell started the tests with SIGINT ignored, and their children inherit that.");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        var firstPage = site.AfterServing(1);
        await using var process = ArchonProcess.Start("crawl", site["/"].AbsoluteUri, "--json", "--concurrency", "1", "--data", data.Path);
        await firstPage;
        var letGo = site.Hold();
        var id = JsonDocument.Parse((await process.ReadLineAsync())!).RootElement.GetProperty("progressId").GetString()!;

        await process.SendAsync(signal, cancellationToken);
        var interrupted = await process.WhenEndedAsync();
        letGo();

        Assert.Equal(130, interrupted.ExitCode);
        Assert.Contains($"Interrupted. The crawl keeps its place: archon resume {id}", interrupted.Errors, StringComparison.Ordinal);
        Assert.Equal(id, JsonDocument.Parse(interrupted.Output[^1]).RootElement.GetProperty("id").GetString());

        // It is listed under a word that can be asked for.
        var crawls = await ArchonProcess.RunAsync("crawls", "--data", data.Path);
        Assert.Contains(crawls.Output, line => line.StartsWith($"{id}  interrupted ", StringComparison.Ordinal));
        Assert.Equal(crawls.Output, (await ArchonProcess.RunAsync("crawls", "--status", "interrupted", "--data", data.Path)).Output);
        Assert.Empty((await ArchonProcess.RunAsync("crawls", "--status", "crawling", "--data", data.Path)).Output);
        var asJson = await ArchonProcess.RunAsync("crawls", "--status", "interrupted", "--json", "--data", data.Path);
        Assert.Equal(id, JsonDocument.Parse(asJson.Output[^1]).RootElement.GetProperty("items")[0].GetProperty("id").GetString());

        var again = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--data", data.Path);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains($"archon resume {id}", again.Errors, StringComparison.Ordinal);

        var resumed = await ArchonProcess.RunAsync("resume", id, "--json", "--data", data.Path);
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Equal(SmallSite.PageCount, JsonDocument.Parse(resumed.Output[^1]).RootElement.GetProperty("pagesDone").GetInt32());
        Assert.DoesNotContain("nothing to resume", resumed.Errors, StringComparison.Ordinal);

        var ended = await ArchonProcess.RunAsync("resume", id, "--json", "--data", data.Path);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Contains("nothing to resume", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherCommands_WhileACrawlRuns_GoThroughItsNode()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        var firstPage = site.AfterServing(1);
        await using var process = ArchonProcess.Start("crawl", site["/"].AbsoluteUri, "--json", "--concurrency", "1", "--data", data.Path);
        await firstPage;
        var letGo = site.Hold();
        var id = JsonDocument.Parse((await process.ReadLineAsync())!).RootElement.GetProperty("progressId").GetString()!;

        var status = await ArchonProcess.RunAsync("status", id, "--json", "--data", data.Path);
        Assert.True(status.ExitCode == 0, status.Errors);
        Assert.Equal(id, JsonDocument.Parse(status.Output[^1]).RootElement.GetProperty("id").GetString());

        var cancel = await ArchonProcess.RunAsync("cancel", id, "--data", data.Path);
        Assert.True(cancel.ExitCode == 0, cancel.Errors);
        letGo();
        var ended = await process.WhenEndedAsync();
        Assert.Equal(1, ended.ExitCode);
        Assert.Equal("cancelled", JsonDocument.Parse(ended.Output[^1]).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Pause_BySomebodyElse_EndsWhoeverWatches()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        await using var server = ArchonProcess.Start("serve", "--port", "0", "--allow-private", "--data", data.Path);
        await server.ReadLineAsync();
        var firstPage = site.AfterServing(1);
        await using var json = ArchonProcess.Start("crawl", site["/"].AbsoluteUri, "--json", "--concurrency", "1", "--data", data.Path);
        await firstPage;
        var letGo = site.Hold();
        var id = JsonDocument.Parse((await json.ReadLineAsync())!).RootElement.GetProperty("progressId").GetString()!;
        await using var people = ArchonProcess.Start("watch", id, "--data", data.Path);

        var pause = await ArchonProcess.RunAsync("pause", id, "--data", data.Path);
        Assert.True(pause.ExitCode == 0, pause.Errors);
        var (first, second) = (await json.WhenEndedAsync(), await people.WhenEndedAsync());

        Assert.Equal((130, 130), (first.ExitCode, second.ExitCode));
        Assert.All([first, second], ended => Assert.Contains($"The crawl was paused and keeps its place. Go on with: archon resume {id}", ended.Errors, StringComparison.Ordinal));
        var crawl = JsonDocument.Parse(first.Output[^1]).RootElement;
        Assert.Equal((id, "paused"), (crawl.GetProperty("id").GetString(), crawl.GetProperty("status").GetString()));
        Assert.StartsWith("Paused", second.Output[0], StringComparison.Ordinal);

        // A pause of the past stops nobody, and whoever comes later is told at once.
        var late = await ArchonProcess.RunAsync("watch", id, "--json", "--data", data.Path);
        Assert.Equal(130, late.ExitCode);
        letGo();
        var resumed = await ArchonProcess.RunAsync("resume", id, "--json", "--data", data.Path);
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        var whole = await ArchonProcess.RunAsync("watch", id, "--json", "--data", data.Path);
        Assert.True(whole.ExitCode == 0, whole.Errors);
        Assert.Equal("complete", JsonDocument.Parse(whole.Output[^1]).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Pause_OfACrawlInTheForeground_EndsItsProcessAndKeepsItsPlace()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        var firstPage = site.AfterServing(1);
        await using var process = ArchonProcess.Start("crawl", site["/"].AbsoluteUri, "--json", "--concurrency", "1", "--data", data.Path);
        await firstPage;
        var letGo = site.Hold();
        var id = JsonDocument.Parse((await process.ReadLineAsync())!).RootElement.GetProperty("progressId").GetString()!;

        var pause = await ArchonProcess.RunAsync("pause", id, "--data", data.Path);
        letGo();
        Assert.True(pause.ExitCode == 0, pause.Errors);
        var ended = await process.WhenEndedAsync();

        Assert.Equal(130, ended.ExitCode);
        Assert.Equal("paused", JsonDocument.Parse(ended.Output[^1]).RootElement.GetProperty("status").GetString());

        var watched = await ArchonProcess.RunAsync("watch", id, "--json", "--data", data.Path);
        Assert.Equal(130, watched.ExitCode);
        var resumed = await ArchonProcess.RunAsync("resume", id, "--json", "--data", data.Path);
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Equal(SmallSite.PageCount, JsonDocument.Parse(resumed.Output[^1]).RootElement.GetProperty("pagesDone").GetInt32());
    }

    [Fact]
    public async Task Resume_OnTheNodeOfAProcessThatIsKilled_GoesOnByItself()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        var firstPage = site.AfterServing(1);
        await using var owner = ArchonProcess.Start("crawl", site["/"].AbsoluteUri, "--json", "--concurrency", "1", "--data", data.Path);
        await firstPage;
        var letGo = site.Hold();
        var id = JsonDocument.Parse((await owner.ReadLineAsync())!).RootElement.GetProperty("progressId").GetString()!;
        await using var guest = ArchonProcess.Start("resume", id, "--json", "--data", data.Path);

        // Answered by the owner's node: the guest has reached it by now, or finds the folder free and starts its own.
        var status = await ArchonProcess.RunAsync("status", id, "--json", "--data", data.Path);
        Assert.True(status.ExitCode == 0, status.Errors);
        await owner.KillAsync();
        letGo();
        var ended = await guest.WhenEndedAsync();

        Assert.True(ended.ExitCode == 0, $"{ended.ExitCode} {ended.Errors}");
        Assert.Equal(SmallSite.PageCount, JsonDocument.Parse(ended.Output[^1]).RootElement.GetProperty("pagesDone").GetInt32());
    }

    [Fact]
    public async Task Serve_OnAPortInUse_EndsWithOneAndNamesIt()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();

        var ended = await ArchonProcess.RunAsync("serve", "--port", $"{site.Address.Port}", "--data", data.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains($"{site.Address.Port}", ended.Errors, StringComparison.Ordinal);
    }
}

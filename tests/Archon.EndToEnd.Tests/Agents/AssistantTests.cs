using System.Text.Json;
using Archon.EndToEnd.Tests.Cli;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Archon.EndToEnd.Tests.Agents;

/// <summary>A coding assistant that starts <c>archon mcp</c> and speaks to it over its pipes.</summary>
public sealed class AssistantTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Assistant_CollectsASite_SearchesIt_AndReadsAPage()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        await using var assistant = await StartAsync("--data", data.Path, "--allow-private");

        var crawl = await TextAsync(assistant, "crawl_site", ("url", site["/"].AbsoluteUri), ("wait", 50));
        var found = await TextAsync(assistant, "search_code", ("query", "open"));
        var page = await TextAsync(assistant, "read_page", ("url", site["/open.html"].AbsoluteUri));

        Assert.Contains($"complete, 100 %, {SmallSite.PageCount} of {SmallSite.PageCount} pages stored", crawl, StringComparison.Ordinal);
        Assert.Contains("\nopen(\"x\");\n", found, StringComparison.Ordinal);
        Assert.Contains("Call the function open to open a file for reading.", page, StringComparison.Ordinal);
        Assert.Contains("# Opening \u241b]0;evil\u2407 files", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondAssistant_TakesTheFolderOver_WhenTheFirstHasGone()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        var first = await StartAsync("--data", data.Path, "--allow-private");
        await TextAsync(first, "crawl_site", ("url", site["/"].AbsoluteUri), ("wait", 50));
        await using var second = await StartAsync("--data", data.Path);
        Assert.Contains("4 pages", await TextAsync(second, "list_sources"), StringComparison.Ordinal);

        await first.DisposeAsync();

        Assert.Contains("4 pages", await TextAsync(second, "list_sources"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressOfThisMachine_IsRefused_UnlessItsUserAllowedIt()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        await using var assistant = await StartAsync("--data", data.Path);

        Assert.Contains("not globally routable", await TextAsync(assistant, "crawl_site", ("url", site["/"].AbsoluteUri), ("wait", 50)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndOfInput_EndsTheCommand_AndNothingButTheProtocolIsPrinted()
    {
        using var data = new DataFolder();
        await using var process = ArchonProcess.Start("mcp", "--data", data.Path);

        process.EndInput();

        var ended = await process.WhenEndedAsync();
        Assert.Equal((0, 0, ""), (ended.ExitCode, ended.Output.Count, ended.Errors));
    }

    [Fact]
    public async Task WhatWasAskedBeforeTheEndOfInput_IsAnswered()
    {
        using var data = new DataFolder();
        await using var process = ArchonProcess.Start("mcp", "--data", data.Path);

        process.Write("""
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"pipe","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list_sources","arguments":{}}}
            {"jsonrpc":"2.0","id":3,"method":"tools/list"}

            """);
        process.EndInput();

        var ended = await process.WhenEndedAsync();
        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        Assert.Equal([1, 2, 3], ended.Output.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetInt32()).Order());
    }

    private static Task<McpClient> StartAsync(params string[] arguments) => McpClient.CreateAsync(
        new StdioClientTransport(new() { Command = "dotnet", Arguments = [ArchonProgram.Path, "mcp", .. arguments], ShutdownTimeout = TimeSpan.FromSeconds(30) }), cancellationToken: Token);

    private static async Task<string> TextAsync(McpClient assistant, string tool, params (string Name, object Value)[] arguments)
    {
        var answer = await assistant.CallToolAsync(tool, arguments.ToDictionary(one => one.Name, one => (object?)one.Value), cancellationToken: Token);
        return Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text;
    }
}

using System.Text.RegularExpressions;
using Archon.Cli.Output;
using Archon.Cli.Tests.Output;

namespace Archon.Cli.Tests.Usage;

public sealed partial class CommandLineTests
{
    public static TheoryData<string> Commands { get; } =
        ["crawl", "search", "crawls", "status", "watch", "cancel", "pause", "resume", "retry", "sources", "hosts", "page", "export", "serve", "mcp", "doctor"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEveryCommand_HasAnExample(string command)
    {
        var (code, output, errors) = await RunAsync(command, "--help");

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Contains($"Examples:\n  archon {command}", output, StringComparison.Ordinal);
        Assert.Contains("--data <DIR>", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crwal is not a command of archon; did you mean crawl ?", "crwal")]
    [InlineData("crwal is not a command of archon; did you mean crawl ?", "crwal", "--help")]
    [InlineData("crwal is not a command of archon; did you mean crawl ?", "--help", "crwal")]
    [InlineData("crwal is not a command of archon; did you mean crawl ?", "help", "crwal")]
    [InlineData("bogus is not a command of archon; the commands are crawl, add, search, crawls, status, pages, watch, cancel, pause, resume, retry, refresh, schedule, sources, hosts, page, export, serve, mcp, doctor, help.", "bogus", "--help")]
    [InlineData("nosuch is not a command of archon; the commands are crawl, add, search, crawls, status, pages, watch, cancel, pause, resume, retry, refresh, schedule, sources, hosts, page, export, serve, mcp, doctor, help.", "nosuch", "--data", "d")]
    [InlineData("crwal is not a command of archon; did you mean crawl ?", "crwal", "https://e.org", "--max-pages", "5")]
    [InlineData("--bogus is not an option of archon.", "--bogus")]
    [InlineData("--bogus is not an option of archon crawl.", "crawl", "--bogus", "--help")]
    [InlineData("--max-page is not an option of archon crawl; did you mean --max-pages ?", "crawl", "--help", "--max-page", "5")]
    [InlineData("--data stands before the command. Options stand behind it: archon crawls --data ….", "--data", "d", "crawls")]
    [InlineData("archon crawl does not know what to do with 'https://b.org'.", "crawl", "https://e.org", "https://b.org", "--help")]
    [InlineData("The query is empty; say what to look for, as in archon search \"how do I open a file\".", "search", "")]
    [InlineData("The query is empty; say what to look for, as in archon search \"how do I open a file\".", "search", " ", "\t", "--code")]
    [InlineData("--max-page is not an option of archon crawl; did you mean --max-pages ?", "crawl", "--max-page", "5", "https://e.org")]
    [InlineData("--max-page is not an option of archon crawl; did you mean --max-pages ?", "crawl", "https://e.org", "--max-page=5")]
    [InlineData("--cod is not an option of archon search; did you mean --code ?", "search", "words", "--cod")]
    [InlineData("--max-pages is a whole number from 1 to 10,000,000, not '-1'.", "crawl", "https://e.org", "--max-pages", "-1")]
    [InlineData("--max-pages is a whole number from 1 to 10,000,000, not '99999999999'.", "crawl", "https://e.org", "--max-pages", "99999999999")]
    [InlineData("--max-depth is a whole number from 0 to 1,000, not 'x'.", "crawl", "https://e.org", "--max-depth", "x")]
    [InlineData("--concurrency is a whole number from 1 to 256, not '257'.", "crawl", "https://e.org", "--concurrency", "257")]
    [InlineData("--limit is a whole number from 1 to 100, not '0'.", "search", "x", "--limit", "0")]
    [InlineData("--port is a whole number from 0 to 65,535, not '70000'.", "serve", "--port", "70000")]
    [InlineData("--code and --pages exclude each other.", "search", "x", "--code", "--pages")]
    [InlineData("docs.python.org is not a URL; did you mean https://docs.python.org ?", "crawl", "docs.python.org")]
    [InlineData("--server is the http(s) address of a gateway, such as http://127.0.0.1:8181, not 'x'.", "crawls", "--server", "x")]
    [InlineData("--data and --server exclude each other: a server keeps its own data.", "crawls", "--server", "http://h", "--data", "d")]
    [InlineData("--status is one of queued, analyzing, crawling, processing, storing, embedding, finalizing, paused, complete, error, cancelled, interrupted, and 'done' is none of them.", "crawls", "--status", "done")]
    [InlineData("--status is one of queued, analyzing, crawling, processing, storing, embedding, finalizing, paused, complete, error, cancelled, interrupted, and 'interupted' is none of them; did you mean interrupted ?", "crawls", "--status", "interupted")]
    [InlineData("--max-pages has no value: '--data' is an option. Write it as --max-pages N.", "crawl", "https://e.org", "--max-pages", "--data", "d")]
    [InlineData("--data has no value. Write it as --data DIR.", "crawls", "--data")]
    [InlineData("--exclude has no value: '--json' is an option. Write it as --exclude G.", "crawl", "https://e.org", "--exclude", "--json")]
    [InlineData("--role has no value. Write it as --role all|silo|gateway.", "serve", "--role")]
    [InlineData("--role is one of all, silo, gateway, and 'silos' is none of them; did you mean silo ?", "serve", "--role", "silos")]
    [InlineData("http://127.0.0.1:99999/ is not a URL: its port 99999 is none; ports are 1 to 65,535.", "crawl", "http://127.0.0.1:99999/")]
    [InlineData("--server is the http(s) address of a gateway, such as http://127.0.0.1:8181, not 'http://127.0.0.1:99999/': ports are 1 to 65,535.", "crawls", "--server", "http://127.0.0.1:99999/")]
    [InlineData("The URL has a user name or password before its host, where others see it. Give it with --user @FILE instead, and the URL as https://e.org/x", "crawl", "https://me:secret@e.org/x")]
    [InlineData("--user wants a name and a password with a colon between them: --user NAME:PASSWORD, or --user @FILE.", "crawl", "https://e.org", "--user", "me")]
    [InlineData("--header wants a name and a value, like --header 'X-Api-Key: VALUE'.", "crawl", "https://e.org", "--header", "secret")]
    [InlineData("--cookie wants a name and a value, like --cookie session=VALUE.", "crawl", "https://e.org", "--cookie", "=secret")]
    [InlineData("--header names x-key twice.", "crawl", "https://e.org", "--header", "X-Key: 1", "--header", "x-key: 2")]
    [InlineData("The header Host cannot be given: the crawler sends it itself, or it is the connection's.", "crawl", "https://e.org", "--header", "Host: secret")]
    [InlineData("A bearer token is not empty and has letters, digits and - . _ ~ + / = only; it is given without the word Bearer.", "crawl", "https://e.org", "--bearer", "Bearer secret")]
    [InlineData("The file /no/such of --bearer cannot be read: Could not find a part of the path '/no/such'.", "crawl", "https://e.org", "--bearer", "@/no/such")]
    [InlineData("archon status does not know what to do with 'extra'.", "status", "1a", "extra")]
    public async Task BadUsage_IsASentenceAndExitCodeTwo(string sentence, params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith($"{sentence}\nTry: archon", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cannot be read", "--include", "/a/[b")]
    [InlineData("The glob is empty", "--exclude", "")]
    [InlineData("A tag is empty", "--tag", " ")]
    public async Task BadUsage_ThatOnlyANodeKnows_LeavesNoDataFolder(string part, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");

        var (code, output, errors) = await RunAsync(["crawl", "http://127.0.0.1:1/", "--data", data, .. args]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(part, errors, StringComparison.Ordinal);
        Assert.EndsWith("\nTry: archon crawl --help\n", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below/it")]
    public async Task Export_IntoAFile_NamesTheFile(string place)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var (code, output, errors) = await RunAsync("export", "1a", "--out", Path.Combine(folder.Path, place), "--data", folder.Path);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Equal($"--out is a folder to write to, and {file} is a file; name a folder, or a place where one can be made.\nTry: archon export --help\n", errors);
    }

    [Theory]
    [InlineData("crawl")]
    [InlineData("export", "1a")]
    [InlineData("crawl", "https://e.org", "--scope", "planet")]
    [InlineData("crawls", "--status", "done")]
    [InlineData("crawl", "https://e.org", "--server", "http://127.0.0.1:1", "--allow-private")]
    public async Task BadUsage_OfAnyKind_HasExitCodeTwo(params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.NotEmpty(errors);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_InTheOtherOrder_IsTheSame(string command)
    {
        var (code, output, errors) = await RunAsync("help", command);

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Equal((await RunAsync(command, "--help")).Output, output);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_ShowsDefaultsAsTheyAreTyped(string command)
    {
        var (_, output, _) = await RunAsync(command, "--help");

        Assert.All(Default().Matches(output), match => Assert.Equal(match.Value, match.Value.ToLowerInvariant()));
    }

    [Fact]
    public async Task Help_Alone_ListsTheCommands() => Assert.Equal(await RunAsync("--help"), await RunAsync("help"));

    [Fact]
    public async Task NoCommand_ShowsTheCommandsAsAnError()
    {
        var (code, output, errors) = await RunAsync();

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("crawl <URL>", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crawls")]
    [InlineData("search", "--code", "x")]
    [InlineData("search", "--pages", "x")]
    [InlineData("search", "x", "--", "--not-an-option")]
    [InlineData("search", "@decorator", "--limit", "3")]
    [InlineData("crawl", "https://e.org", "--include", "/a/**", "--include", "/b/**", "--tag", "t", "--mode", "single", "--render", "always")]
    public async Task DeadServer_IsASentenceAndExitCodeOne(params string[] args)
    {
        var (code, output, errors) = await RunAsync([args[0], "--server", "http://127.0.0.1:1", .. args.AsSpan(1)]);

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains("http://127.0.0.1:1", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("did not expect", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfADeadServer_SaysEachAdviceOnce()
    {
        var (code, output, _) = await RunAsync("doctor", "--server", "http://127.0.0.1:1");

        Assert.Equal(1, code);
        Assert.Single(Regex.Matches(output, "check the address", RegexOptions.IgnoreCase));
        Assert.Single(Regex.Matches(output, "archon serve"));
    }

    [GeneratedRegex(@"\[default: [^\]]*\]")]
    private static partial Regex Default();

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (output, outputText) = TestStream.Plain();
        var (errors, errorText) = TestStream.Plain();
        using var signals = new InterruptSignals(TimeProvider.System);
        var code = await CommandLine.RunAsync(args, new CliContext(new Terminal(output, errors), TimeProvider.System, signals));
        return (code, outputText.ToString(), errorText.ToString());
    }
}

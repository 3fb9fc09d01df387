using System.CommandLine;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Commands;

/// <summary>The crawl that is asked for, as options. Names and defaults are those of <see cref="CrawlRequest"/>.</summary>
internal sealed class CrawlOptions
{
    private readonly Argument<string> _url = new("URL") { Description = "Where to begin: an absolute http(s) address" };
    private readonly Option<int> _maxPages = Bounded.Number("--max-pages", "Pages to keep", 1000, 1, 10_000_000);
    private readonly Option<int> _maxDepth = Bounded.Number("--max-depth", "Link hops from URL", 10, 0, 1000);
    private readonly Option<string> _scope = Bounded.OneOf("--scope", "How far links are followed", "S", "subtree", "subtree", "host", "domain");
    private readonly Option<string[]> _include = Globs("--include", "Keep only pages whose path matches this glob (repeatable)");
    private readonly Option<string[]> _exclude = Globs("--exclude", "Leave out pages whose path matches this glob (repeatable)");
    private readonly Option<string> _mode = Bounded.OneOf(
        "--mode", "How pages are found", "M", "auto", "auto", "single", "recursive", "sitemap", "llms");

    private readonly Option<string> _render = Bounded.OneOf(
        "--render", "Let a browser run the pages' scripts: where they need it, on every page, on none", "R", "auto", "auto", "always", "never");

    private readonly Option<int> _concurrency = Bounded.Number("--concurrency", "Pages fetched at once", 16, 1, 256);
    private readonly Option<bool> _ignoreRobots = new("--ignore-robots") { Description = "Do not obey robots.txt; for sites you own" };
    private readonly Option<bool> _noCode = new("--no-code") { Description = "Do not lift code examples out" };
    private readonly Option<string[]> _tags = new("--tag")
    {
        Description = "Label for the source (repeatable)",
        HelpName = "T",
        AllowMultipleArgumentsPerToken = false,
    };

    private AccessOptions _access = null!;

    private CrawlOptions()
    {
    }

    public static CrawlOptions AddTo(Command command)
    {
        var options = new CrawlOptions();
        options._url.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && SeedUrl.Complaint(token.Value) is { } complaint)
            {
                result.AddError(complaint);
            }
        });
        command.Add(options._url);
        command.Add(options._maxPages);
        command.Add(options._maxDepth);
        command.Add(options._scope);
        command.Add(options._include);
        command.Add(options._exclude);
        command.Add(options._mode);
        command.Add(options._render);
        command.Add(options._concurrency);
        command.Add(options._ignoreRobots);
        command.Add(options._noCode);
        command.Add(options._tags);
        options._access = AccessOptions.AddTo(command);
        return options;
    }

    public CrawlRequest Read(ParseResult parsed) => new()
    {
        Url = parsed.GetRequiredValue(_url),
        MaxPages = parsed.GetValue(_maxPages),
        MaxDepth = parsed.GetValue(_maxDepth),
        Scope = parsed.GetRequiredValue(_scope),
        Include = [.. parsed.GetValue(_include) ?? []],
        Exclude = [.. parsed.GetValue(_exclude) ?? []],
        Mode = parsed.GetRequiredValue(_mode),
        Render = parsed.GetRequiredValue(_render),
        Concurrency = parsed.GetValue(_concurrency),
        RespectRobots = !parsed.GetValue(_ignoreRobots),
        ExtractCode = !parsed.GetValue(_noCode),
        Tags = [.. parsed.GetValue(_tags) ?? []],
        Access = _access.Read(parsed),
    };

    private static Option<string[]> Globs(string name, string description) =>
        new(name) { Description = description, HelpName = "G", AllowMultipleArgumentsPerToken = false };
}

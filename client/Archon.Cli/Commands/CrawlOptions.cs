using System.CommandLine;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Commands;

/// <summary>The crawl that is asked for, as options. Names and defaults are those of <see cref="CrawlRequest"/>.</summary>
internal sealed class CrawlOptions
{
    private readonly Argument<string> url = new("URL") { Description = "Where to begin: an absolute http(s) address" };
    private readonly Option<int> maxPages = Bounded.Number("--max-pages", "Pages to keep", 1000, 1, 10_000_000);
    private readonly Option<int> maxDepth = Bounded.Number("--max-depth", "Link hops from URL", 10, 0, 1000);
    private readonly Option<string> scope = Bounded.OneOf("--scope", "How far links are followed", "S", "subtree", "subtree", "host", "domain");
    private readonly Option<string[]> include = Globs("--include", "Keep only pages whose path matches this glob (repeatable)");
    private readonly Option<string[]> exclude = Globs("--exclude", "Leave out pages whose path matches this glob (repeatable)");
    private readonly Option<string> mode = Bounded.OneOf(
        "--mode", "How pages are found", "M", "auto", "auto", "single", "recursive", "sitemap", "llms");

    private readonly Option<int> concurrency = Bounded.Number("--concurrency", "Pages fetched at once", 16, 1, 256);
    private readonly Option<bool> ignoreRobots = new("--ignore-robots") { Description = "Do not obey robots.txt; for sites you own" };
    private readonly Option<bool> noCode = new("--no-code") { Description = "Do not lift code examples out" };
    private readonly Option<string[]> tags = new("--tag")
    {
        Description = "Label for the source (repeatable)",
        HelpName = "T",
        AllowMultipleArgumentsPerToken = false,
    };

    private CrawlOptions()
    {
    }

    public static CrawlOptions AddTo(Command command)
    {
        var options = new CrawlOptions();
        options.url.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && SeedUrl.Complaint(token.Value) is { } complaint)
            {
                result.AddError(complaint);
            }
        });
        command.Add(options.url);
        command.Add(options.maxPages);
        command.Add(options.maxDepth);
        command.Add(options.scope);
        command.Add(options.include);
        command.Add(options.exclude);
        command.Add(options.mode);
        command.Add(options.concurrency);
        command.Add(options.ignoreRobots);
        command.Add(options.noCode);
        command.Add(options.tags);
        return options;
    }

    public CrawlRequest Read(ParseResult parsed) => new()
    {
        Url = parsed.GetRequiredValue(url),
        MaxPages = parsed.GetValue(maxPages),
        MaxDepth = parsed.GetValue(maxDepth),
        Scope = parsed.GetRequiredValue(scope),
        Include = [.. parsed.GetValue(include) ?? []],
        Exclude = [.. parsed.GetValue(exclude) ?? []],
        Mode = parsed.GetRequiredValue(mode),
        Concurrency = parsed.GetValue(concurrency),
        RespectRobots = !parsed.GetValue(ignoreRobots),
        ExtractCode = !parsed.GetValue(noCode),
        Tags = [.. parsed.GetValue(tags) ?? []],
    };

    private static Option<string[]> Globs(string name, string description) =>
        new(name) { Description = description, HelpName = "G", AllowMultipleArgumentsPerToken = false };
}

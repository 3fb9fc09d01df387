using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Archon.GrainInterfaces.Crawling;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Archon.Agents;

/// <summary>Collects a site, tells how far that is, and ends it.</summary>
internal sealed class CrawlTools(IAgentDesk desk)
{
    private const int MostWait = 50;
    private const int MostPages = 100_000;
    private const int Recent = 10;
    private const int MostOfError = 1_000;

    [McpServerTool(Name = "crawl_site", Title = "Collect a site", ReadOnly = false, Destructive = false, OpenWorld = true, Idempotent = false)]
    [Description("Starts to collect a documentation site in the background and returns its crawl id. Pages can be searched as soon as they are stored.")]
    public Task<CallToolResult> CrawlSiteAsync(
        IProgress<ProgressNotificationValue> progress,
        [StringLength(ArgumentLength.Url, MinimumLength = 1), Description("Where the documentation begins; everything below this path is collected, e.g. https://docs.python.org/3/library/")] string url,
        [Description("Most pages, 1 to 100000.")] int maxPages = 1_000,
        [StringLength(ArgumentLength.Word), Description("subtree: below the URL; host: the whole host; domain: all hosts of its domain.")] string scope = "subtree",
        [Description("Seconds to wait for the end before answering, 0 to 50.")] int wait = 20,
        CancellationToken cancellationToken = default) => AgentAnswer.OfAsync(async () =>
    {
        if (maxPages is < 1 or > MostPages)
        {
            throw new AgentMistakeException($"maxPages is {maxPages}; it must be from 1 to {MostPages}.");
        }

        Check(wait);
        var request = new CrawlRequest { Url = url, MaxPages = maxPages, Scope = scope };
        var started = await desk.StartCrawlAsync(request, cancellationToken);
        return started switch
        {
            { Outcome: StartOutcome.Started, CrawlId: { } id } => await StatusAsync(id, wait, progress, isAskedToCrawl: true, cancellationToken),
            { Outcome: StartOutcome.AlreadyRunning, CrawlId: { } id } => AgentAnswer.Text($"The site is being collected already.\n{await DescribeAsync(id, cancellationToken)}"),
            _ => AgentAnswer.Wrong(started.Message ?? "The crawl was not started."),
        };
    });

    [McpServerTool(Name = "crawl_status", Title = "Status of a crawl", ReadOnly = true, OpenWorld = false, Idempotent = true)]
    [Description("Tells how far a crawl is, or how it ended. Without an id, the newest crawls.")]
    public Task<CallToolResult> CrawlStatusAsync(
        IProgress<ProgressNotificationValue> progress,
        [StringLength(ArgumentLength.Id), Description("The crawl's id, as crawl_site gives it. Omit for the newest crawls.")] string? id = null,
        [Description("Seconds to wait for its end before answering, 0 to 50.")] int wait = 0,
        CancellationToken cancellationToken = default) => AgentAnswer.OfAsync(async () =>
    {
        Check(wait);
        if (!string.IsNullOrWhiteSpace(id))
        {
            return await StatusAsync(id, wait, progress, isAskedToCrawl: false, cancellationToken);
        }

        var crawls = await desk.AskAsync((client, stop) => client.ListCrawlsAsync(limit: Recent, cancellationToken: stop), cancellationToken);
        return AgentAnswer.Text(crawls.Items.IsEmpty ? "There has been no crawl yet. crawl_site starts one." : Describe([.. crawls.Items]));
    });

    [McpServerTool(Name = "cancel_crawl", Title = "Cancel a crawl", ReadOnly = false, Destructive = true, OpenWorld = false, Idempotent = true)]
    [Description("Ends a crawl for good. What it has stored stays.")]
    public Task<CallToolResult> CancelCrawlAsync(
        [StringLength(ArgumentLength.Id, MinimumLength = 1), Description("The crawl's id, as crawl_site gives it.")] string id,
        CancellationToken cancellationToken = default) => AgentAnswer.OfAsync(async () =>
        await desk.AskAsync((client, stop) => client.CancelCrawlAsync(id, stop), cancellationToken) switch
        {
            CancelOutcome.Cancelled => AgentAnswer.Text($"Crawl {id} is cancelled; the pages it stored stay searchable."),
            CancelOutcome.AlreadyEnded => AgentAnswer.Text($"There is nothing to cancel any more.\n{await DescribeAsync(id, cancellationToken)}"),
            _ => AgentAnswer.Wrong(Unknown),
        });

    private const string Unknown = "There is no crawl with this id. crawl_status without an id lists the newest.";

    private static void Check(int wait)
    {
        if (wait is < 0 or > MostWait)
        {
            throw new AgentMistakeException($"wait is {wait}; it must be from 0 to {MostWait} seconds.");
        }
    }

    // That a crawl failed is a failure of whoever was asked to crawl, and the answer of whoever was asked how it went.
    private async Task<CallToolResult> StatusAsync(string id, int wait, IProgress<ProgressNotificationValue> progress, bool isAskedToCrawl, CancellationToken cancellationToken)
    {
        if (wait > 0)
        {
            await WaitAsync(id, TimeSpan.FromSeconds(wait), progress, cancellationToken);
        }

        var crawl = await desk.AskAsync((client, stop) => client.GetCrawlAsync(id, stop), cancellationToken);
        return crawl is null ? AgentAnswer.Wrong(Unknown)
            : isAskedToCrawl && crawl.Status == CrawlStatus.Error ? AgentAnswer.Wrong(Describe(crawl))
            : AgentAnswer.Text(Describe(crawl));
    }

    private async Task WaitAsync(string id, TimeSpan wait, IProgress<ProgressNotificationValue> progress, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(wait);
        try
        {
            await desk.AskAsync(
                async (client, stop) =>
                {
                    await foreach (var step in client.WatchAsync(id, cancellationToken: stop))
                    {
                        progress.Report(new() { Progress = (float)Math.Max(0, step.Percentage), Total = 100, Message = $"{step.PagesDone} of {Counted.Pages(step.PagesDiscovered)}" });
                    }

                    return true;
                },
                patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Not over yet: the answer says how far it is.
        }
    }

    private async Task<string?> DescribeAsync(string id, CancellationToken cancellationToken) =>
        await desk.AskAsync((client, stop) => client.GetCrawlAsync(id, stop), cancellationToken) is { } crawl ? Describe(crawl) : null;

    private static string Describe(params ReadOnlySpan<Crawl> crawls)
    {
        var answer = new SiteText();
        List<string> errors = [];
        foreach (var crawl in crawls)
        {
            answer.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"Crawl {crawl.Id} of {SiteText.OneLine(crawl.Url, 2_048)}: {JsonNamingPolicy.CamelCase.ConvertName(crawl.Status.ToString())}, {Math.Max(0, crawl.Percentage):0} %, {crawl.PagesDone} of {Counted.Pages(crawl.PagesDiscovered)} stored, {crawl.PagesFailed} failed, {crawl.PagesSkipped} skipped, {Counted.CodeExamples(crawl.CodeExamples)}; source {crawl.SourceId}."));
            if (crawl.Error is { } error)
            {
                errors.Add($"{(crawls.Length == 1 ? "" : $"{crawl.Id}: ")}{SiteText.OneLine(error, MostOfError)}");
            }
        }

        // Why nothing came of it is told by what the site answered: where it redirects to, what its headers say.
        if (errors.Count > 0)
        {
            answer.Quote(string.Join('\n', errors), int.MaxValue);
        }

        return answer.ToString().TrimEnd();
    }
}

using System.Collections.Immutable;
using Archon.Domain.Admission;
using Archon.Domain.Anchors;
using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;
using Archon.Domain.Crawling;
using Archon.Domain.Extraction;
using Archon.Domain.Summaries;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Processing;
using Archon.Grains.Pages;
using Archon.Ports.Fetching;
using Archon.Ports.Summaries;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Archon.Grains.Processing;

/// <summary>Turns documents into pages, and what is stored into prompts, on the silo's CPU threads.</summary>
[GrainType("archon.page-processor"), StatelessWorker(256), Reentrant]
internal sealed partial class PageProcessorGrain(
    CpuGate gate,
    CrawlCancellations cancellations,
    AdmissionPolicies policies,
    PageChunking chunking,
    ISummariser summariser,
    IOptions<CpuOptions> options,
    TimeProvider clock,
    ILogger<PageProcessorGrain> logger) : Grain, IPageProcessorGrain
{
    public async Task<ProcessedPage> ProcessAsync(ProcessPage command, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, cancellations.For(command.LaneKey));
        var token = either.Token;
        try
        {
            return await gate.RunAsync(worker => Process(worker, command, token), token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new ProcessedPage
            {
                Reason = (int)PageReason.ProcessingBudget,
                Detail = $"The page took more than {options.Value.PageBudget.TotalSeconds:0.#} s of CPU time (Archon:Processing:PageBudget).",
            };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception, command.Url);
            return new ProcessedPage { Reason = (int)PageReason.Processing, Detail = $"The page could not be turned into Markdown: {exception.Message}" };
        }
    }

    public async Task<ProcessedLinks> SortLinksAsync(SortLinks command, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, cancellations.For(command.LaneKey));
        var sorted = await gate.RunAsync(_ => Sort(command.Rules, Canonical(command.Url), command.Depth, command.Hrefs), either.Token);
        return new ProcessedLinks { Links = Admitted(sorted), Refused = Refused(sorted) };
    }

    public Task<ProcessedPage?> RewriteAsync(RewritePage command, CancellationToken cancellationToken) =>
        gate.RunAsync(_ => Rewrite(command, cancellationToken), cancellationToken);

    public Task<PreparedSummaries> PrepareSummariesAsync(PrepareSummaries command, CancellationToken cancellationToken) => summariser.Model is null
        ? Task.FromResult(new PreparedSummaries())
        : gate.RunAsync(_ => new PreparedSummaries { Prompts = [.. Prompts(command).Select(prompt => new PreparedSummary { Hash = prompt.Hash, Text = prompt.Text, Tokens = prompt.Tokens })] }, cancellationToken);

    /// <summary>1. read, 2. sort links, 3. cut into chunks, 4. lift code examples.</summary>
    private ProcessedPage Process(CpuWorker worker, ProcessPage command, CancellationToken cancellationToken)
    {
        using var budget = new PageBudget(options.Value.PageBudget, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Spent);
        if (command.IsHandedIn)
        {
            var reading = HandedInDocument.Read(worker, command, limit.Token);
            return reading.Page is { } read
                ? Described(read, command, limit.Token)
                : new ProcessedPage { Reason = (int)reading.Reason, Detail = reading.Detail };
        }

        // 1.
        var url = Canonical(command.Url);
        var address = url.ToUri();
        var page = (DocumentKind)command.DocumentKind switch
        {
            DocumentKind.Html => worker.ReadHtml(command.Text, address, command.IsRendered, limit.Token),
            DocumentKind.Markdown => MarkdownPageReader.Read(command.Text.Take(), address, limit.Token),
            _ => TextPageReader.Read(command.Text.Take(), address),
        };

        if (command.Covers is { } covered && !MarkdownTwin.Covers(page.Markdown, covered))
        {
            return new ProcessedPage { Reason = (int)PageReason.Processing, Detail = "It does not have the text of the page." };
        }

        // 2.
        var sameAs = SameAs(url, page.CanonicalLink);
        var claims = sameAs is null ? CanonicalClaim.Of(url, page.CanonicalLink) : null;
        var hrefs = command.IsPart || (page.NoFollow && command.Rules.RespectRobots) ? [] : WithClaimed(page.Links, claims, command);

        var links = Sort(command.Rules, url, command.Depth, hrefs);

        // 3. and 4.
        var described = Described(page, command, limit.Token);
        return described.Reason != 0 ? described : described with
        {
            SameAs = sameAs,
            Claims = claims?.Value,
            Twin = MarkdownTwin.Of(url, page.MarkdownLink)?.Value,
            Sitemaps = page.Sitemaps,
            Links = Admitted(links),
            Refused = Refused(links),
            Hrefs = hrefs,
        };
    }

    // As the page would have been read with what is known now.
    private ProcessedPage? Rewrite(RewritePage command, CancellationToken cancellationToken)
    {
        var (markdown, anchors) = EdgeBlocks.Of(command.Markdown).Without(command.Learned, PageAnchors.Read(command.Anchors));
        return ReferenceEquals(markdown, command.Markdown) ? null : Described(
            new ExtractedPage { Title = command.Title, Markdown = markdown, Anchors = anchors, Language = command.Language },
            new ProcessPage { LaneKey = "", Url = command.Url, Depth = 0, DocumentKind = (int)DocumentKind.Markdown, Text = PageText.Of(""), Rules = command.Rules },
            cancellationToken);
    }

    private IEnumerable<SummaryPrompt> Prompts(PrepareSummaries command)
    {
        foreach (var example in command.Examples)
        {
            yield return SummaryPrompt.Of(
                new ExampleMaterial(example.Title, example.Headings, example.Context, example.Language, example.Code), summariser.Tokens, summariser.MaxPromptTokens);
        }

        if (command.Source is { } source)
        {
            yield return SummaryPrompt.Of(new SourceMaterial(source.Title, source.Url, source.Beginning, source.PageTitles), summariser.Tokens, summariser.MaxPromptTokens);
        }
    }

    // What is stored of a page, wherever it came from.
    private ProcessedPage Described(ExtractedPage page, ProcessPage command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PageEdges? edges = null;
        if (command.Recurrence is { } recurrence && (recurrence.IsWatched || !recurrence.Learned.IsEmpty))
        {
            var found = EdgeBlocks.Of(page.Markdown);
            edges = recurrence.IsWatched ? RecurrenceMessages.ToEdges(found) : null;
            var (markdown, anchors) = found.Without(recurrence.Learned, page.Anchors);
            page = page with { Markdown = markdown, Anchors = anchors };
        }

        // The address of a part leads to its place in the file already.
        var anchored = command.IsPart ? [] : page.Anchors;
        var outline = MarkdownOutline.Parse(page.Markdown, anchored, cancellationToken);
        var chunks = Chunker.Chunk(outline, chunking.Options);
        cancellationToken.ThrowIfCancellationRequested();
        var examples = command.Rules.ExtractCode ? CodeExampleReader.Read(outline) : [];
        if (Math.Max(chunks.Length, examples.Length) > options.Value.MaxParts)
        {
            return new ProcessedPage
            {
                Reason = (int)PageReason.ProcessingBudget,
                Detail = $"The page falls into {chunks.Length} chunks and {examples.Length} code examples, more than {options.Value.MaxParts} (Archon:Processing:MaxParts).",
            };
        }

        return new ProcessedPage
        {
            Title = page.Title,
            Markdown = page.Markdown,
            ContentHash = ContentHash.Of(page.Markdown),
            Language = page.Language,
            NoIndex = page.NoIndex && command.Rules.RespectRobots,
            Chunks = [.. chunks.Select(chunk => new ProcessedChunk
            {
                HeadingPath = chunk.HeadingPath,
                Content = chunk.Content,
                Start = chunk.Start,
                End = chunk.End,
                Tokens = chunk.Tokens,
                Fragments = chunk.Fragments,
            })],
            CodeExamples = [.. examples.Select(example => new ProcessedCode
            {
                Language = example.Language,
                Code = example.Code,
                HeadingPath = example.HeadingPath,
                Context = example.Context,
                Title = example.Title,
                IsGuessed = example.IsGuessed,
                Tab = example.Tab,
                TabsBegin = example.TabsBegin,
                Sketch = example.Sketch,
                Fragment = example.Fragment,
            })],
            Signature = TextSignature.Of(page.Markdown),
            Lines = !command.IsHandedIn && FacetWatch.MayBeOfList(Canonical(command.Url)) ? LineSketch.Of(page.Markdown) : [],
            Edges = edges,
            Anchors = anchored.IsEmpty ? null : PageAnchors.Write(anchored),
        };
    }

    // Only the page there shows whether it is true. What no rule admits was no link, and is not refused either.
    private ImmutableArray<string> WithClaimed(ImmutableArray<string> links, CanonicalUrl? claims, ProcessPage command) =>
        claims is { } claimed && policies.For(command.Rules) is { FollowsLinks: true } policy && policy.Judge(claimed, command.Depth + 1) == PageReason.None
            ? links.Add(claimed.Value)
            : links;

    private SortedLinks Sort(CrawlRules rules, CanonicalUrl url, int depth, ImmutableArray<string> hrefs)
    {
        var policy = policies.For(rules);
        var links = LinkSorter.Sort(policy, url, depth, hrefs);
        return policy.FollowsLinks ? links : links.RefuseAll(PageReason.NotListed);
    }

    private static ImmutableArray<string> Admitted(SortedLinks links) => [.. links.Admitted.Select(link => link.Url)];

    private static ImmutableArray<ProcessedRefusal> Refused(SortedLinks links) =>
        [.. links.Refused.Select(link => new ProcessedRefusal { Url = link.Url, Reason = (int)link.Reason })];

    private static CanonicalUrl Canonical(string url) =>
        CanonicalUrl.TryParse(url, out var canonical) ? canonical : throw new ArgumentException($"'{url}' is not a canonical URL.", nameof(url));

    // Only an index file or a trailing slash apart: a canonical link is often wrong about more than that.
    private static string? SameAs(CanonicalUrl url, string? canonicalLink) =>
        CanonicalUrl.TryParse(canonicalLink, out var canonical) && canonical != url && IndexFile.DiffersOnlyByIndexFile(url, canonical)
            ? canonical.Value
            : null;
}

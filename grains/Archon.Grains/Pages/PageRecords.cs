using System.Collections.Immutable;
using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;
using Archon.Domain.Crawling;
using Archon.Domain.Robots;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Processing;
using Archon.Grains.Hosts;
using Archon.Ports.Fetching;
using Archon.Ports.Storage;

namespace Archon.Grains.Pages;

/// <summary>What a lane writes of a page, and what it says of that.</summary>
internal static class PageRecords
{
    /// <summary>What the answer's headers ask of us.</summary>
    public static RobotsTag Tag(CrawlRules rules, string? headers) => rules.RespectRobots ? RobotsTag.Read(headers, HostGrain.ProductToken) : default;

    /// <summary>
    /// With the links it leads to. In a refresh, a page that no link has led to leads nowhere either: a crawl that begins anew would not come past it.
    /// </summary>
    public static PageCommit Linked(
        PageCommit commit, PageWork work, RobotsTag tag, ImmutableArray<string> links, ImmutableArray<ProcessedRefusal> refused) =>
        tag.NoFollow || (work.Rules.Refreshes && work.Depth > work.Rules.MaxDepth) ? commit : commit with
        {
            Links = [.. links.Select(link => new FoundLink(link, work.Depth + 1))],
            Refused = [.. refused.Select(link => new RefusedLink(link.Url, (PageReason)link.Reason, work.Depth + 1))],
        };

    /// <summary>The page asks not to be stored.</summary>
    public static PageCommit NotIndexed(PageCommit commit) =>
        commit with { State = PageState.Skipped, Reason = PageReason.NoIndex, Detail = "The page asks not to be indexed." };

    /// <summary>What is stored of it.</summary>
    public static DocumentContent Content(ProcessedPage page, CrawlRules rules, RobotsTag tag, PageFetch fetch, FetchedDocument document, string chunking) =>
        Content(page, rules, fetch.Final.Value, chunking) with
        {

            // What another address said cannot be asked of the one it is stored under.
            ETag = page.SameAs is null ? document.ETag : null,
            LastModified = page.SameAs is null ? document.LastModified : null,
            Links = tag.NoFollow ? [] : page.Hrefs,
            Claims = page.Claims,
        };

    /// <summary>What is stored of a page that no server says anything of.</summary>
    /// <param name="page">The page.</param>
    /// <param name="rules">The crawl's rules.</param>
    /// <param name="name">What it is called when it has no title.</param>
    /// <param name="chunking">How its text is cut.</param>
    public static DocumentContent Content(ProcessedPage page, CrawlRules rules, string name, string chunking) => new()
    {
        Title = page.Title.Length > 0 ? page.Title : name,
        Markdown = page.Markdown,
        ContentHash = page.ContentHash,
        Language = page.Language,
        Reading = PageReading.Of(rules.RespectRobots, rules.ExtractCode, (RenderMode)rules.Render, rules.Access is not null, chunking),
        Signature = page.Signature,
        Anchors = page.Anchors,
        Chunks = [.. page.Chunks.Select((chunk, ordinal) => new Chunk(ordinal, chunk.HeadingPath, chunk.Content, chunk.Start, chunk.End, chunk.Tokens) { Fragments = chunk.Fragments })],
        CodeExamples = [.. page.CodeExamples.Select((code, ordinal) => new CodeExample(ordinal, code.Language, code.Code, code.HeadingPath, code.Context)
        {
            Title = code.Title,
            IsGuessed = code.IsGuessed,
            Tab = code.Tab,
            TabsBegin = code.TabsBegin,
            Sketch = code.Sketch,
            Fragment = code.Fragment,
        })],
    };

    /// <summary>What its crawl is told.</summary>
    public static PageOutcome Outcome(PageCommit commit, PageCommitResult result) => new()
    {
        Kind = result.Outcome == CommitOutcome.Fenced ? OutcomeKind.Fenced : result.IsGone || result.IsDuplicate ? OutcomeKind.Skipped : commit.State switch
        {
            PageState.Done => OutcomeKind.Done,
            PageState.Failed => OutcomeKind.Failed,
            _ => OutcomeKind.Skipped,
        },
        Reason = (int)(result.IsDuplicate ? PageReason.SameContent : commit.Reason),
        Detail = commit.Detail,
        ScopeUrl = commit.ScopeUrl,
        Totals = result.Counters is null ? null : CounterMessages.ToTotals(result.Counters),
    };
}

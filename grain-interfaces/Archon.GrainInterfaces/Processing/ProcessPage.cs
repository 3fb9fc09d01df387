using Archon.GrainInterfaces.Pages;

namespace Archon.GrainInterfaces.Processing;

/// <summary>One document to process.</summary>
[GenerateSerializer, Immutable, Alias("archon.process-page")]
public sealed record ProcessPage
{
    /// <summary>The lane that asks, so that the cancellation of its crawl reaches the work.</summary>
    [Id(0)] public required string LaneKey { get; init; }

    /// <summary>The canonical URL the document came from, after redirects.</summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>Link hops of the page from the seed.</summary>
    [Id(2)] public required int Depth { get; init; }

    /// <summary>0 HTML, 1 Markdown, 2 plain text, 4 PDF, 5 a Jupyter notebook.</summary>
    [Id(3)] public required int DocumentKind { get; init; }

    /// <summary>The document.</summary>
    [Id(4)] public required PageText Text { get; init; }

    /// <summary>The crawl's rules, which sort the links.</summary>
    [Id(5)] public required CrawlRules Rules { get; init; }

    /// <summary>
    /// Of the twin of a page: the Markdown that was made of the page itself, whose words it must have; else it fails as processing does. Default: null.
    /// </summary>
    [Id(6)] public string? Covers { get; init; }

    /// <summary>A browser has written it: what it links to by a route (<c>#/guide</c>) is another page. Default: false.</summary>
    [Id(7)] public bool IsRendered { get; init; }

    /// <summary>It is a page of a file that holds a whole site (llms-full.txt), so what it links to is in the file. Default: false.</summary>
    [Id(8)] public bool IsPart { get; init; }

    /// <summary>Of a PDF: the document, instead of the text. Default: null.</summary>
    [Id(10)] public PageBytes? Bytes { get; init; }

    /// <summary>It was handed in: what it links to is not followed, and it may not ask to be left out. Default: false.</summary>
    [Id(11)] public bool IsHandedIn { get; init; }

    /// <summary>What is known of blocks that recur on the crawl's pages. Null: nothing, and nothing is to be. Default: null.</summary>
    [Id(13)] public PageRecurrence? Recurrence { get; init; }
}

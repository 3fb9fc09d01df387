using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Processing;
using Archon.Ports.Fetching;
using Archon.Ports.Storage;

namespace Archon.Grains.Pages;

/// <summary>Where a page's redirects ended, and what was there.</summary>
/// <param name="Final">The address that answered.</param>
/// <param name="Result">The answer; never a redirect.</param>
/// <param name="Scope">New base of the scope, when the seed redirected.</param>
internal sealed record PageFetch(CanonicalUrl Final, FetchResult Result, string? Scope)
{
    /// <summary>Whether a browser rendered it, and why; null when it was no question.</summary>
    public string? Rendering { get; init; }

    /// <summary>The result is what a browser made of the answer.</summary>
    public bool IsRendered { get; init; }

    /// <summary>What the page ends with when no text is found in it: it could not be rendered.</summary>
    public FetchFailure? WhenEmpty { get; init; }

    /// <summary>What is stored of the page, when the server was asked whether that has changed.</summary>
    public DocumentVersion? Version { get; init; }

    /// <summary>The server says that there is no such page.</summary>
    public bool IsGone => Result is FetchFailure { Reason: PageReason.HttpClientError, Status: 404 or 410 };

    /// <summary>The document's text, once it was set apart.</summary>
    public PageText? Text { get; init; }

    /// <summary>HTTP status, when one came.</summary>
    public int? Status => Result switch
    {
        FetchedDocument document => document.Status,
        FetchUnchanged => 304,
        FetchSkip skip => skip.Status,
        FetchFailure failure => failure.Status,
        _ => null,
    };

    /// <summary>
    /// The same with the document's text apart: whoever reads it takes it away, and nobody who waits for the page to be stored still holds it.
    /// </summary>
    public PageFetch WithTextApart() =>
        Result is FetchedDocument document ? this with { Result = document with { Text = "" }, Text = PageText.Of(document.Text) } : this;
}

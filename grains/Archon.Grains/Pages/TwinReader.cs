using Archon.Domain.Anchors;
using Archon.Domain.Extraction;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Processing;
using Archon.Grains.Processing;
using Archon.Ports.Fetching;

namespace Archon.Grains.Pages;

/// <summary>
/// Reads a page from its own Markdown: where the page names one, at its own address where the server says that it gives what it is asked for, or where the
/// site's llms.txt lists that of other pages. What the page links to, and asks for, stays as the page says.
/// </summary>
/// <param name="fetcher">Fetches an address, asking for Markdown or as ever.</param>
/// <param name="processor">Reads it.</param>
/// <param name="learned">What is known of the site.</param>
internal sealed class TwinReader(Func<bool, RedirectingFetcher> fetcher, IPageProcessorGrain processor, LearnedTwins learned)
{
    /// <summary>The page with the text of its twin, or as it came; and a sentence about that, null when there is nothing to say.</summary>
    /// <param name="work">The page's.</param>
    /// <param name="laneKey">The lane.</param>
    /// <param name="address">Where the page was found.</param>
    /// <param name="document">As it came.</param>
    /// <param name="page">What was made of it.</param>
    /// <param name="place">The page's room, which its twin shares.</param>
    /// <param name="cancellationToken">Gives the page up.</param>
    public async Task<(ProcessedPage Page, string? Sentence)> PreferAsync(
        PageWork work, string laneKey, CanonicalUrl address, FetchedDocument document, ProcessedPage page, DocumentPlace place, CancellationToken cancellationToken)
    {
        if (page is not { Reason: 0, NoIndex: false } || document.Kind != DocumentKind.Html || !learned.AreWanted(address.Origin))
        {
            return (page, null);
        }

        if (CanonicalUrl.TryParse(page.Twin, out var twin))
        {
            var read = await ReadAsync(isNegotiated: false, work, laneKey, twin, page, place, cancellationToken);
            return read is null ? (page, $"Its Markdown at {twin} could not be had.")
                : read.Reason != 0 ? (page, $"Its Markdown at {twin} does not have all of its text.")
                : (WithTextOf(page, read), $"Read from its Markdown at {twin}.");
        }

        if (document.VariesByAccept)
        {
            return await ReadAsync(isNegotiated: true, work, laneKey, address, page, place, cancellationToken) is { Reason: 0 } negotiated
                ? (WithTextOf(page, negotiated), "Read from the Markdown that the server gives for this address.")
                : (page, null);
        }

        return Listed(work.Rules, address) is { } listed && await ReadAsync(isNegotiated: false, work, laneKey, listed, page, place, cancellationToken) is { Reason: 0 } found
            ? (WithTextOf(page, found), $"Read from its Markdown at {listed}, as the site's llms.txt lists others.")
            : (page, null);
    }

    private static CanonicalUrl? Listed(CrawlRules rules, CanonicalUrl page) =>
        rules.TwinForm != 0 && CanonicalUrl.TryParse(rules.ScopeUrl, out var scope) && scope.Origin == page.Origin
            ? ((TwinForm)rules.TwinForm).TwinOf(page)
            : null;

    // Null when it is not there.
    private async Task<ProcessedPage?> ReadAsync(
        bool isNegotiated, PageWork work, string laneKey, CanonicalUrl twin, ProcessedPage page, DocumentPlace place, CancellationToken cancellationToken)
    {
        var fetch = (await fetcher(isNegotiated).FetchAsync(work with { WaitsForHost = true }, twin, place, cancellationToken)).WithTextApart();
        if (fetch is not { Result: FetchedDocument { Kind: var kind }, Text: { } text } || kind == DocumentKind.Html || (isNegotiated && kind != DocumentKind.Markdown))
        {
            learned.Note(twin.Origin, isGood: false);
            return null;
        }

        var read = await processor.ProcessHereAsync(
            new ProcessPage
            {
                LaneKey = laneKey,
                Url = fetch.Final.Value,
                Depth = work.Depth,
                DocumentKind = (int)DocumentKind.Markdown,
                Text = text,
                Rules = work.Rules,
                Covers = page.Markdown,
                Recurrence = work.Recurrence,
            },
            cancellationToken);
        learned.Note(twin.Origin, isGood: read.Reason == 0);
        return read;
    }

    // What leads to the twin's headings is a guess, until the page has it.
    private static ProcessedPage WithTextOf(ProcessedPage page, ProcessedPage twin)
    {
        var anchors = PageAnchors.Read(page.Anchors).Select(anchor => anchor.Fragment).ToHashSet(StringComparer.Ordinal);
        return page with
        {
            Title = page.Title.Length > 0 ? page.Title : twin.Title,
            Markdown = twin.Markdown,
            ContentHash = twin.ContentHash,
            Chunks = [.. twin.Chunks.Select(chunk => chunk with { Fragments = PassageFragments.Among(chunk.Fragments, anchors) })],
            CodeExamples = [.. twin.CodeExamples.Select(code => code with { Fragment = Known(code.Fragment) })],
            Signature = twin.Signature,
            Lines = twin.Lines,
            Edges = twin.Edges,
            Anchors = PageAnchors.Write([.. PageAnchors.Read(twin.Anchors).Where(anchor => anchors.Contains(anchor.Fragment))]) is { Length: > 0 } known ? known : null,
        };

        string Known(string fragment) => anchors.Contains(fragment) ? fragment : "";
    }
}

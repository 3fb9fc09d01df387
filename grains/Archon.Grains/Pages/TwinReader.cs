using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Processing;
using Archon.Ports.Fetching;

namespace Archon.Grains.Pages;

/// <summary>Reads a page from its own Markdown where the page names one; what it links to, and asks for, stays as the page says.</summary>
internal sealed class TwinReader(RedirectingFetcher fetcher, IPageProcessorGrain processor, LearnedTwins learned)
{
    /// <summary>The page with the text of its twin, or as it came; and a sentence about that, null when it names no twin.</summary>
    /// <param name="work">The page's.</param>
    /// <param name="laneKey">The lane.</param>
    /// <param name="address">Where the page was found.</param>
    /// <param name="page">What was made of it.</param>
    /// <param name="place">The page's room, which its twin shares.</param>
    /// <param name="cancellationToken">Gives the page up.</param>
    public async Task<(ProcessedPage Page, string? Sentence)> PreferAsync(
        PageWork work, string laneKey, CanonicalUrl address, ProcessedPage page, DocumentPlace place, CancellationToken cancellationToken)
    {
        if (page is not { Reason: 0, NoIndex: false, Twin: { } named } || !CanonicalUrl.TryParse(named, out var twin) || !learned.AreWanted(address.Origin))
        {
            return (page, null);
        }

        var fetch = (await fetcher.FetchAsync(work with { WaitsForHost = true }, twin, place, cancellationToken)).WithTextApart();
        if (fetch is not { Result: FetchedDocument { Kind: not DocumentKind.Html }, Text: { } text })
        {
            learned.Note(address.Origin, isGood: false);
            return (page, $"Its Markdown at {twin} could not be had.");
        }

        var read = await processor.ProcessAsync(
            new ProcessPage
            {
                LaneKey = laneKey,
                Url = fetch.Final.Value,
                Depth = work.Depth,
                DocumentKind = (int)DocumentKind.Markdown,
                Text = text,
                Rules = work.Rules,
                Covers = page.Markdown,
            },
            cancellationToken);
        learned.Note(address.Origin, isGood: read.Reason == 0);
        return read.Reason != 0
            ? (page, $"Its Markdown at {twin} does not have all of its text.")
            : (page with
            {
                Title = page.Title.Length > 0 ? page.Title : read.Title,
                Markdown = read.Markdown,
                ContentHash = read.ContentHash,
                Chunks = read.Chunks,
                CodeExamples = read.CodeExamples,
                Signature = read.Signature,
            }, $"Read from its Markdown at {twin}.");
    }
}

using Archon.Chaos.Processes;
using Archon.Chaos.Sites;
using Archon.Chaos.Users;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Chaos.Invariants;

/// <summary>Compares what is stored of a crawl that has ended with the site, with itself, and with what its readers were told.</summary>
internal static class CrawlChecks
{
    private const int Claimed = 1;
    private const int Done = 2;

    /// <summary>What is wrong, in sentences.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(TestDatabase database, WatchedCrawl watched, Uri server, CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        findings.AddRange(watched.Staying.Findings);
        findings.AddRange(watched.Hopping.Findings);
        findings.AddRange(watched.Findings);
        if (await StoredCrawl.ReadAsync(database, watched.Id) is not { } crawl)
        {
            return [.. findings, $"{watched.Id} is not in the store"];
        }

        void Hold(bool holds, string sentence)
        {
            if (!holds)
            {
                findings.Add($"{watched.Id}: {sentence}");
            }
        }

        // The end.
        Hold(crawl.Status is CrawlStatus.Complete or CrawlStatus.Cancelled, $"its status is {crawl.Status} ({crawl.Error})");
        Hold(crawl.Status != CrawlStatus.Cancelled || watched.CancelAsked, "it was cancelled and nobody asked for that");
        Hold(
            watched.Cancelled != CancelOutcome.Cancelled || crawl.Status == CrawlStatus.Cancelled,
            $"a user was told it is cancelled, and it is {crawl.Status}");
        Hold(watched.Cancelled is not CancelOutcome.NotFound, "a user who wanted to cancel it was told there is no such crawl");
        if (crawl.Status < CrawlStatus.Complete)
        {
            Hold(false, $"pages by state: {string.Join(", ", crawl.Pages.Values.GroupBy(page => page.State).Select(state => $"{state.Key}: {state.Count()}"))}");
            return findings;
        }

        // Its events.
        Hold(crawl.Events[^1] is { IsTerminal: true } last && last.Number == crawl.LastSequence, $"its newest event is {crawl.Events[^1]}, and its row says {crawl.LastSequence}");
        foreach (var (end, next) in crawl.Events.Zip(crawl.Events.Skip(1)).Where(pair => pair.First.IsTerminal))
        {
            Hold(next.Status == CrawlStatus.Queued && next.Number == end.Number + 1, $"after its end {end} came {next} and not a retry");
        }

        var retries = crawl.Events.Skip(1).Count(entry => entry.Status == CrawlStatus.Queued);
        Hold(retries <= watched.Retrying.Sent, $"its failed pages were tried again {retries} times, and users asked {watched.Retrying.Sent} times");
        Hold(retries > 0 || !watched.ToldRetrying, "a user was told its failed pages are tried again, and its journal has no retry");
        foreach (var (who, sequence) in new[] { ("who stays", watched.Staying), ("who hops", watched.Hopping) })
        {
            var missed = crawl.Events.Select(entry => entry.Number).Where(number => !sequence.Has(number)).ToList();
            Hold(missed.Count == 0, $"the reader {who} missed {string.Join(", ", missed)}");
            Hold(sequence.Last == crawl.LastSequence, $"the reader {who} ended at {sequence.Last} of {crawl.LastSequence}");
            Hold(sequence.Ends == crawl.Ends.Count(), $"the reader {who} saw {sequence.Ends} ends of {crawl.Ends.Count()}");
            Hold(sequence.Terminal?.Status == crawl.Status, $"the reader {who} was told it ended as {sequence.Terminal?.Status}, and it did as {crawl.Status}");
            Hold(
                sequence.Terminal is { } end && (end.PagesDone, end.PagesFailed, end.PagesSkipped, end.ChunksStored) == (crawl.Counters["done"], crawl.Counters["failed"], crawl.Counters["skipped"], crawl.Counters["chunks"]),
                $"the reader {who} was told {sequence.Terminal?.PagesDone} done, {sequence.Terminal?.PagesFailed} failed, {sequence.Terminal?.PagesSkipped} skipped, {sequence.Terminal?.ChunksStored} chunks at the end");
        }

        // Its counters and its rows.
        foreach (var (name, counted) in crawl.Counters)
        {
            Hold(counted == crawl.Rows[name], $"it counted {counted} {name}, and there are {crawl.Rows[name]}");
        }

        Hold(crawl.Pages.Values.All(page => page.State != Claimed), "pages are still claimed");
        Hold(crawl.Pages.Where(page => page.Value.State == Done).Select(page => page.Key).ToHashSet().SetEquals(crawl.Documents.Keys), "its documents are not those of the pages that are done");

        // The site.
        var expected = watched.Site.Expected().ToDictionary(page => new Uri(server, page.Key).AbsoluteUri, page => page.Value);
        foreach (var (url, page) in crawl.Pages)
        {
            Hold(expected.TryGetValue(url, out var fate), $"{url} is no page of the site");
            var open = page.State <= Claimed && crawl.Status == CrawlStatus.Cancelled;
            Hold(open || (fate, page.State, page.Reason) is (PageFate.Stored, Done, 0) or (PageFate.Missing, 3, _) or (PageFate.Redirected, 4, 102), $"{url} is {page.State} ({page.Reason}: {page.Detail}) and should be {fate}");
        }

        foreach (var (url, title) in crawl.Documents)
        {
            var file = url[(url.LastIndexOf('/') + 1)..];
            var number = int.Parse(new string([.. file.Where(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture);
            Hold(title == SitePlan.Title(number), $"{url} is stored as '{title}'");
        }

        if (crawl.Status == CrawlStatus.Complete)
        {
            var lost = expected.Keys.Where(url => !crawl.Pages.ContainsKey(url)).ToList();
            Hold(lost.Count == 0, $"{lost.Count} pages are lost, {lost.FirstOrDefault()} for one");
            Hold(crawl.Counters["embedded"] == crawl.Counters["chunks"] && crawl.ChunksWaiting == 0, $"{crawl.ChunksWaiting} chunks wait for their vectors");
        }

        // What a gateway says of it.
        var told = await watched.ReadAsync(cancellationToken);
        Hold(
            told is not null && (told.Status, told.PagesDone, told.PagesFailed, told.LastSequence) == (crawl.Status, crawl.Counters["done"], crawl.Counters["failed"], crawl.LastSequence),
            $"a gateway says {told?.Status}, {told?.PagesDone} done, {told?.PagesFailed} failed, event {told?.LastSequence}");
        return findings;
    }
}

using Archon.Chaos.Processes;
using Archon.Chaos.Users;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Chaos.Invariants;

/// <summary>
/// Users who pause a crawl, let it go on and try its failed pages again, and look at once whether what they were told is so. What is wrong goes to the
/// crawl's findings. Several may be at the same crawl: who cannot know what is right then expects less.
/// </summary>
/// <param name="database">Where they look.</param>
/// <param name="tell">Told what they were told.</param>
internal sealed class ControlChecks(TestDatabase database, Action<string> tell)
{
    /// <summary>1. pauses, 2. sees that nothing happens for a while and that a second pause changes nothing, 3. lets it go on.</summary>
    public async Task PauseAsync(WatchedCrawl crawl, TimeSpan away, CancellationToken cancellationToken)
    {
        // 1.
        var alone = crawl.Moving.Still;
        var outcome = await crawl.PauseAsync(cancellationToken);
        tell($"{crawl.Id} pause: {outcome}");
        var paused = await Standstill.ReadAsync(database, crawl.Id, cancellationToken);
        Hold(crawl, outcome != PauseOutcome.NotFound, "a user who paused it was told there is no such crawl");
        Hold(crawl, outcome != PauseOutcome.AlreadyEnded || paused?.Ends > 0, "a user who paused it was told it has ended, and it has not");
        if (outcome != PauseOutcome.Paused)
        {
            return;
        }

        var isCertain = alone is not null && alone == crawl.Moving.Still;
        Hold(crawl, !isCertain || paused is { Status: CrawlStatus.Paused, Claimed: 0 }, $"a user was told it is paused, and it is {paused}");
        isCertain &= paused is { Status: CrawlStatus.Paused };

        // 2.
        await Task.Delay(away, TimeProvider.System, cancellationToken);
        var again = await crawl.PauseAsync(cancellationToken);
        var after = await Standstill.ReadAsync(database, crawl.Id, cancellationToken);
        if (isCertain && alone == crawl.Moving.Still)
        {
            tell($"{crawl.Id} stood still: {after}");
            Hold(crawl, again == PauseOutcome.Paused, $"a user paused it, paused it again, and was told {again}");
            Hold(crawl, after == paused, $"it was paused as {paused} and became {after}");
        }

        // 3. Also when somebody else has done so: the second answer is as good as the first.
        await ResumeAsync(crawl, cancellationToken);
        await ResumeAsync(crawl, cancellationToken);
    }

    /// <summary>Lets it go on, whatever its state is.</summary>
    public async Task ResumeAsync(WatchedCrawl crawl, CancellationToken cancellationToken)
    {
        var alone = crawl.Pausing.Still;
        var outcome = await crawl.ResumeAsync(cancellationToken);
        tell($"{crawl.Id} resume: {outcome}");
        var resumed = await Standstill.ReadAsync(database, crawl.Id, cancellationToken);
        Hold(crawl, outcome != ResumeOutcome.NotFound, "a user who let it go on was told there is no such crawl");
        Hold(crawl, outcome != ResumeOutcome.AlreadyEnded || resumed?.Ends > 0, "a user who let it go on was told it has ended, and it has not");
        Hold(
            crawl,
            outcome != ResumeOutcome.Running || alone is null || alone != crawl.Pausing.Still || resumed?.Status != CrawlStatus.Paused,
            $"a user was told it goes on, and it is {resumed}");
    }

    /// <summary>Has the failed pages tried again, whatever its state is.</summary>
    public async Task RetryAsync(WatchedCrawl crawl, CancellationToken cancellationToken)
    {
        var (alone, ended) = (crawl.Moving.Still, crawl.Staying.Terminal);
        var before = await Standstill.ReadAsync(database, crawl.Id, cancellationToken);
        var retried = await crawl.RetryFailedAsync(cancellationToken);
        tell($"{crawl.Id} retry: {retried.Outcome}, {retried.Pages} pages{(ended is null ? "" : $", after its end at {ended.Sequence}")}");
        Hold(
            crawl,
            retried.Outcome is RetryFailedOutcome.Retrying or RetryFailedOutcome.NothingFailed || (retried.Outcome == RetryFailedOutcome.Cancelled && crawl.CancelAsked),
            $"a user who tried its failed pages again was told {retried.Outcome} ({retried.Message})");
        if (ended is not null && ended.Sequence == before?.LastSequence && alone is not null && crawl.Moving.Still == alone + 1)
        {
            var right = ended.Status == CrawlStatus.Cancelled ? (RetryFailedOutcome.Cancelled, 0)
                : ended.PagesFailed > 0 ? (RetryFailedOutcome.Retrying, ended.PagesFailed) : (RetryFailedOutcome.NothingFailed, 0);
            Hold(crawl, (retried.Outcome, retried.Pages) == right, $"it ended with {ended.PagesFailed} failed pages, and a user who tried them again was told {retried.Outcome}, {retried.Pages}");
        }
    }

    /// <summary>As <see cref="RetryAsync"/>, once a reader has seen the end.</summary>
    public async Task RetryEndedAsync(WatchedCrawl crawl, CancellationToken cancellationToken)
    {
        await crawl.Staying.Ended.WaitAsync(cancellationToken);
        await RetryAsync(crawl, cancellationToken);
    }

    /// <summary>
    /// Sees to it that the crawl is not paused for ever, until <paramref name="cancellationToken"/>. When nobody paused it without being answered, it cannot
    /// be: whoever paused it has let it go on.
    /// </summary>
    public async Task MindAsync(WatchedCrawl crawl, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
            if (await Standstill.ReadAsync(database, crawl.Id, cancellationToken) is { Status: CrawlStatus.Paused } left)
            {
                tell($"{crawl.Id} is paused although nobody pauses it any more");
                Hold(crawl, crawl.Pausing.IsUncertain, $"every user who paused it has let it go on, and it is {left}");
                await crawl.ResumeAsync(cancellationToken);
            }
        }
    }

    private static void Hold(WatchedCrawl crawl, bool holds, string sentence)
    {
        if (!holds)
        {
            crawl.Find(sentence);
        }
    }
}

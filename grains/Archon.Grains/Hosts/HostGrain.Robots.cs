using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Politeness;
using Archon.GrainInterfaces.Hosts;

namespace Archon.Grains.Hosts;

/// <remarks>What robots.txt says, and waiting for it.</remarks>
internal sealed partial class HostGrain
{
    // Callers' ids are larger.
    private const long MostOwnIds = 1L << 32;

    // A request like any other: it has its turn, and the host is left alone before and after it.
    private async Task<RobotsFile> FetchRobotsAsync(bool allowPrivateAddress)
    {
        var place = _permits.Enqueue(Random.Shared.NextInt64(1, MostOwnIds), _silos.SiloAddress.ToParsableString(), crawl: "");
        Grant();
        await place.Turn;
        var report = new PermitReport { Id = place.Id };
        try
        {
            var file = await _robotsFetcher.FetchAsync(new Uri(Origin), allowPrivateAddress, CancellationToken.None);
            report = report with
            {
                HttpStatus = file.HttpStatus,
                RetryAfter = file.RetryAfter,
                Verdict = (int)(file.Rules is null ? ExchangeJudge.Judge(file.Reason, file.HttpStatus) : ExchangeVerdict.Silent),
            };
            if (file.Rules is { } rules)
            {
                _crawlDelay = rules.CrawlDelay(ProductToken) is { } delay ? TimeSpan.FromTicks(Math.Min(delay.Ticks, _options.MaxCrawlDelay.Ticks)) : TimeSpan.Zero;
            }

            return file;
        }
        finally
        {
            await ReleaseAsync(report);
        }
    }

    private async Task<Permit> WaitForRobotsAsync(RobotsFile file, PermitRequest request, CancellationToken cancellationToken)
    {
        var wait = file.ValidUntil - _clock.GetUtcNow();
        if (request.Patient && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait < AnswerTime ? wait : AnswerTime, _clock, cancellationToken);
        }

        return Waits(file.ValidUntil);
    }

    public async Task<RobotsNotice> GetRobotsAsync(string pathAndQuery, bool allowPrivateAddress, CancellationToken cancellationToken)
    {
        var robots = _robots.GetAsync(allowPrivateAddress);
        if (!await IsInTimeAsync(robots, cancellationToken) || (await robots).IsDeferred)
        {
            return new RobotsNotice { Waits = true };
        }

        var rules = (await robots).Rules;
        return new RobotsNotice
        {
            IsAllowed = rules?.IsAllowed(ProductToken, pathAndQuery),
            Sitemaps = rules?.Sitemaps ?? [],
            CrawlDelay = _crawlDelay > TimeSpan.Zero ? _crawlDelay : null,
        };
    }

    public Task<ImmutableArray<string>> ListDisallowedAsync(ImmutableArray<string> pathsAndQueries, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<string>>(
            _robots.Known?.Rules is { } rules ? [.. pathsAndQueries.Where(path => !rules.IsAllowed(ProductToken, path))] : []);

    private static Permit? RefusedBy(RobotsFile robots, PermitRequest request)
    {
        if (robots.Rules is null)
        {
            return new Permit { Id = 0, Reason = (int)robots.Reason, HttpStatus = robots.HttpStatus, Detail = robots.Detail };
        }

        return robots.Rules.IsAllowed(ProductToken, request.PathAndQuery)
            ? null
            : new Permit { Id = 0, Reason = (int)PageReason.DisallowedByRobots, Detail = "robots.txt disallows it." };
    }

    private Permit Waits(DateTimeOffset until)
    {
        var wait = until - _clock.GetUtcNow();
        return new Permit { Id = 0, Waits = true, HeldFor = wait > TimeSpan.Zero ? wait : TimeSpan.Zero };
    }

    // Throws what the task ends with.
    private async Task<bool> IsInTimeAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(AnswerTime, _clock, cancellationToken);
            return true;
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            return false;
        }
    }
}

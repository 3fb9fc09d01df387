using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Hosts;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Archon.Grains.Hosts;

/// <summary>One origin's budget. Interleaves: a waiter must not stop a release.</summary>
[GrainType("archon.host"), Reentrant]
internal sealed partial class HostGrain(
    IPageFetcher fetcher,
    ISiloStatusOracle silos,
    IOptions<HostOptions> options,
    TimeProvider clock,
    ILogger<HostGrain> logger) : Grain, IHostGrain
{
    /// <summary>The product token robots.txt addresses us by.</summary>
    internal const string ProductToken = "ArchonBot";

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    // Shorter than the caller's patience with an answer: what comes later than that is lost, and asked for again.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MembershipPause = TimeSpan.FromSeconds(1);

    private readonly PermitQueue _permits = new(options.Value.Concurrency, LeaseTime, absence: 2 * AnswerTime);
    private readonly RobotsFetcher _robotsFetcher = new(fetcher, options, clock);
    private Task<RobotsFile>? _robots;
    private IGrainTimer? _again;

    public async Task<Permit> AcquireAsync(PermitRequest request, CancellationToken cancellationToken)
    {
        var waits = new Permit { Id = 0, Waits = true };
        if (request.RespectRobots)
        {
            var robots = RobotsAsync(request.AllowPrivateAddress);
            if (!await IsInTimeAsync(robots, cancellationToken))
            {
                return waits;
            }

            if (RefusedBy(await robots, request) is { } refusal)
            {
                return refusal;
            }
        }

        var place = _permits.Enqueue(request.Id, request.Silo);
        await using var givingUp = cancellationToken.Register(place.GiveUp);
        Grant();

        // Giving up completes the turn: no token here, or a grant of the same moment would be lost.
        if (!await IsInTimeAsync(place.Turn, CancellationToken.None))
        {
            place.Leave(clock.GetUtcNow());
            return waits;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            // Granted to somebody who is gone: nobody else would give it back before its lease ends.
            _permits.Release(place.Id);
            Grant();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new Permit { Id = place.Id };
    }

    public Task ReleaseAsync(PermitReport report)
    {
        _permits.Release(report.Id);
        if (report.RetryAfter is { } wait)
        {
            _permits.HoldUntil(clock.GetUtcNow() + (wait < options.Value.MaxRetryAfter ? wait : options.Value.MaxRetryAfter));
        }

        Grant();
        return Task.CompletedTask;
    }

    // Throws what the task ends with.
    private async Task<bool> IsInTimeAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(AnswerTime, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            return false;
        }
    }

    private Permit? RefusedBy(RobotsFile robots, PermitRequest request)
    {
        if (robots.Rules is null)
        {
            return new Permit { Id = 0, Reason = (int)robots.Reason, HttpStatus = robots.HttpStatus, Detail = robots.Detail };
        }

        _permits.Delay = robots.Rules.CrawlDelay(ProductToken) is { } delay ? TimeSpan.FromTicks(Math.Min(delay.Ticks, options.Value.MaxCrawlDelay.Ticks)) : TimeSpan.Zero;
        return robots.Rules.IsAllowed(ProductToken, request.PathAndQuery)
            ? null
            : new Permit { Id = 0, Reason = (int)PageReason.DisallowedByRobots, Detail = "robots.txt disallows it." };
    }

    // One fetch for all who wait; a refusal for want of permission belongs to its caller alone and is not remembered.
    private async Task<RobotsFile> RobotsAsync(bool allowPrivateAddress)
    {
        while (_robots is { } known)
        {
            var file = await known;
            var stale = file.ValidUntil <= clock.GetUtcNow() || (file.Reason == PageReason.AddressRefused && allowPrivateAddress);
            if (!stale)
            {
                return file;
            }

            if (_robots == known)
            {
                _robots = null;
            }
        }

        return await (_robots = FetchRobotsAsync(allowPrivateAddress));
    }

    // Never faults: a fault would be remembered like an answer, and the origin never asked again.
    private async Task<RobotsFile> FetchRobotsAsync(bool allowPrivateAddress)
    {
        try
        {
            return await _robotsFetcher.FetchAsync(new Uri(this.GetPrimaryKeyString()), allowPrivateAddress, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogRobotsFailed(exception, this.GetPrimaryKeyString());
            return new RobotsFile(null, PageReason.RobotsUnavailable, null, $"robots.txt could not be had: {exception.Message}", clock.GetUtcNow());
        }
    }

    private void Grant()
    {
        var now = clock.GetUtcNow();
        var again = _permits.Grant(now);
        if (again > now + MembershipPause)
        {
            again = now + MembershipPause;
        }

        _again?.Dispose();
        _again = again is null
            ? null
            : this.RegisterGrainTimer(
                () =>
                {
                    // Who waits need not wait for the leases of a silo that has died.
                    _permits.ReleaseWhere(silo => silos.IsDeadSilo(SiloAddress.FromParsableString(silo)));
                    Grant();
                    return Task.CompletedTask;
                },
                new GrainTimerCreationOptions
                {
                    DueTime = again.Value > now ? again.Value - now : TimeSpan.Zero,
                    Period = Timeout.InfiniteTimeSpan,
                    Interleave = true,
                    KeepAlive = true,
                });
    }
}

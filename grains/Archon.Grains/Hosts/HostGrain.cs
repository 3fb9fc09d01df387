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
    IOptions<HostOptions> options,
    TimeProvider clock,
    ILogger<HostGrain> logger) : Grain, IHostGrain
{
    /// <summary>The product token robots.txt addresses us by.</summary>
    internal const string ProductToken = "ArchonBot";

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private readonly PermitQueue _permits = new(options.Value.Concurrency, LeaseTime);
    private readonly RobotsFetcher _robotsFetcher = new(fetcher, options, clock);
    private Task<RobotsFile>? _robots;
    private IGrainTimer? _again;

    public async Task<Permit> AcquireAsync(PermitRequest request, CancellationToken cancellationToken)
    {
        if (request.RespectRobots && await RefusedByRobotsAsync(request, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var turn = _permits.Enqueue(cancellationToken, request.Id);
        Grant();
        var id = await turn;
        if (cancellationToken.IsCancellationRequested)
        {
            // Granted to somebody who is gone: nobody else would give it back before its lease ends.
            _permits.Release(id);
            Grant();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new Permit { Id = id };
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

    private async Task<Permit?> RefusedByRobotsAsync(PermitRequest request, CancellationToken cancellationToken)
    {
        var robots = await RobotsAsync(request.AllowPrivateAddress).WaitAsync(cancellationToken);
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
        _again?.Dispose();
        _again = again is null
            ? null
            : this.RegisterGrainTimer(
                () =>
                {
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

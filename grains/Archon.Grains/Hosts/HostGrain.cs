using Archon.Domain.Politeness;
using Archon.GrainInterfaces.Hosts;
using Archon.Ports.Fetching;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Archon.Grains.Hosts;

/// <summary>One origin's budget. Interleaves: a waiter must not stop a release.</summary>
[GrainType("archon.host"), Reentrant]
internal sealed partial class HostGrain : Grain, IHostGrain
{
    /// <summary>The product token robots.txt addresses us by.</summary>
    internal const string ProductToken = "ArchonBot";

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    // Shorter than the caller's patience with an answer: what comes later than that is lost, and asked for again.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    private readonly RobotsFetcher _robotsFetcher;
    private readonly HostRobots _robots;
    private readonly PermitQueue _permits;
    private readonly HostMemory _memory;
    private readonly ISiloStatusOracle _silos;
    private readonly HostOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private HostPace _pace;
    private TimeSpan _crawlDelay;
    private int? _lastStatus;
    private long _requestsBefore;
    private IGrainTimer? _again;

    public HostGrain(IPageFetcher fetcher, IHostStore store, ISiloStatusOracle silos, IOptions<HostOptions> options, TimeProvider clock, ILogger<HostGrain> logger)
    {
        (_silos, _options, _clock, _logger) = (silos, options.Value, clock, logger);
        _pace = HostPace.Initial(_options.Pace);
        _permits = new PermitQueue(_pace.Concurrency, LeaseTime, absence: 2 * AnswerTime, silo => _silos.IsDeadSilo(SiloAddress.FromParsableString(silo)));
        _robotsFetcher = new RobotsFetcher(fetcher);
        _robots = new HostRobots(FetchRobotsAsync, _options, clock, exception => LogRobotsFailed(exception, Origin));
        _memory = new HostMemory(Origin, store, clock, logger);
    }

    private string Origin => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await _memory.ReadAsync(cancellationToken) is { } known)
        {
            var now = _clock.GetUtcNow();
            _pace = HostPace.Remembered(known.Limit, known.Backoff, known.HeldUntil, known.UpdatedAt, now, _options.Pace);
            (_lastStatus, _requestsBefore) = (known.LastStatus, known.Requests);

            if (now - known.UpdatedAt < LeaseTime + known.Delay)
            {
                // Another silo may have asked the host a moment ago, and what robots.txt says is not known before it is asked for.
                _crawlDelay = known.Delay;
                _permits.Rest(now);
            }

            Obey();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _again?.Dispose();
        if (_permits.Total > 0)
        {
            Remember();
            await _memory.Written.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    public async Task<Permit> AcquireAsync(PermitRequest request, CancellationToken cancellationToken)
    {
        if (request.RespectRobots)
        {
            var robots = _robots.GetAsync(request.AllowPrivateAddress);
            if (!await IsInTimeAsync(robots, cancellationToken))
            {
                return Waits(_permits.HeldUntil);
            }

            var file = await robots;
            if (file.IsDeferred)
            {
                return await WaitForRobotsAsync(file, request, cancellationToken);
            }

            if (RefusedBy(file, request) is { } refusal)
            {
                return refusal;
            }
        }

        if (!request.Patient && _permits.HeldUntil - _clock.GetUtcNow() >= AnswerTime)
        {
            return Waits(_permits.HeldUntil);
        }

        var place = _permits.Enqueue(request.Id, request.Silo, request.Crawl);
        await using var givingUp = cancellationToken.Register(place.GiveUp);
        Grant();

        // Giving up completes the turn: no token here, or a grant of the same moment would be lost.
        if (!await IsInTimeAsync(place.Turn, CancellationToken.None))
        {
            place.Leave(_clock.GetUtcNow());
            return Waits(_permits.HeldUntil);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            // Granted to somebody who is gone: nobody else would give it back before its lease ends.
            _permits.Release(place.Id, _clock.GetUtcNow());
            Grant();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new Permit { Id = place.Id };
    }

    public Task ReleaseAsync(PermitReport report)
    {
        var now = _clock.GetUtcNow();
        Learn(_permits.Release(report.Id, now), report, now);
        Grant();
        return Task.CompletedTask;
    }

    public Task<HostState> GetStateAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var heldUntil = _robots.Known is { IsDeferred: true } robots && robots.ValidUntil > _permits.HeldUntil ? robots.ValidUntil : _permits.HeldUntil;
        return Task.FromResult(new HostState
        {
            Origin = Origin,
            InFlight = _permits.Granted,
            Waiting = _permits.Waiting,
            Limit = _permits.Concurrency,
            Ceiling = _options.Concurrency,
            DelaySeconds = _permits.Delay.TotalSeconds,
            HeldUntil = heldUntil > now ? heldUntil : null,
            Backoff = _pace.Level,
            LastStatus = _lastStatus,
            Robots = _robots.Known switch
            {
                null => "unknown",
                { Rules: null } => "unavailable",
                _ => "rules",
            },
            Requests = _requestsBefore + _permits.Total,
            UpdatedAt = now,
        });
    }

    private void Learn(DateTimeOffset? grantedAt, PermitReport report, DateTimeOffset now)
    {
        _lastStatus = report.HttpStatus ?? _lastStatus;
        var held = _pace.HeldUntil;

        // A permit that came back too late, or twice, says nothing new but what the server asks for.
        var exchange = new Exchange((ExchangeVerdict)report.Verdict, grantedAt ?? DateTimeOffset.MinValue, report.Latency, report.RetryAfter);
        _pace = _pace.After(exchange, now, Random.Shared.NextDouble(), _options.Pace);
        Obey();
        if (_pace.HeldUntil > held || _memory.IsOld)
        {
            Remember();
        }
    }

    private void Obey()
    {
        _permits.Concurrency = _pace.Concurrency;
        _permits.Delay = _crawlDelay;
        _permits.HoldUntil(_pace.HeldUntil);
    }

    private void Remember()
    {
        var now = _clock.GetUtcNow();
        _memory.Keep(new HostRecord
        {
            Origin = Origin,
            Limit = _pace.Limit,
            Backoff = _pace.Level,
            HeldUntil = _permits.HeldUntil > now ? _permits.HeldUntil : null,
            Delay = _crawlDelay,
            LastStatus = _lastStatus,
            Requests = _requestsBefore + _permits.Total,
            UpdatedAt = now,
        });
    }

    private void Grant()
    {
        var now = _clock.GetUtcNow();
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

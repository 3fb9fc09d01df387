using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>
/// Notices that this process stood still: its own clock went on and it did not. The others may have declared its silo dead meanwhile, so it
/// reads the table of members at once, upon which Orleans ends a process that is dead there; until then it is not ready.
/// </summary>
internal sealed partial class StandstillWatch : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    // A database that is away cannot have heard of a death either; and it must not take a node out of service.
    private static readonly TimeSpan TablePatience = TimeSpan.FromSeconds(5);

    private readonly IClusterMembershipService _members;
    private readonly TimeProvider _clock;
    private readonly ILogger<StandstillWatch> _logger;
    private readonly TimeSpan _allowed;
    private long _lastBeat;
    private volatile bool _isOwed;
    private volatile bool _isReading;

    public StandstillWatch(IClusterMembershipService members, IOptions<OrleansSettings> settings, TimeProvider clock, ILogger<StandstillWatch> logger)
    {
        _members = members;
        _clock = clock;
        _logger = logger;
        _allowed = Beat + settings.Value.Membership.ProbeTimeout;
        _lastBeat = clock.GetTimestamp();
    }

    /// <summary>Why nobody should ask this process yet; null when it did not stand still, or has read since what became of it.</summary>
    public string? NotReady => _isReading || Gap > _allowed ? "The process stood still for a while, and looks whether the cluster has declared it dead." : null;

    private TimeSpan Gap => _clock.GetElapsedTime(Interlocked.Read(ref _lastBeat));

    /// <summary>Takes note that the process runs, and reads the table when it did not.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        var gap = Gap;
        if (gap > _allowed)
        {
            LogStoodStill(gap);
            _isOwed = true;
        }

        _isReading = gap > _allowed;
        Interlocked.Exchange(ref _lastBeat, _clock.GetTimestamp());
        if (!_isOwed)
        {
            return;
        }

        try
        {
            await _members.Refresh(default, cancellationToken).AsTask().WaitAsync(TablePatience, _clock, cancellationToken);
            _isOwed = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRead(exception);
        }

        Interlocked.Exchange(ref _lastBeat, _clock.GetTimestamp());
        _isReading = false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // It was made before the silo joined, which may take its time.
        Interlocked.Exchange(ref _lastBeat, _clock.GetTimestamp());
        using var timer = new PeriodicTimer(Beat, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await BeatAsync(stoppingToken).ConfigureAwait(false);
        }
    }
}

using Archon.Domain.Crawling;

namespace Archon.Grains.Hosts;

/// <summary>
/// An origin's robots.txt: fetched once for all who wait, remembered for a day. While it cannot be had pages wait, and it is asked for again with
/// longer and longer pauses; when that has gone on for too long, they fail. Lives in the turns of its grain.
/// </summary>
/// <param name="fetch">Fetches it when the origin's turn comes; the argument allows addresses that are not globally routable.</param>
/// <param name="options">How long things count.</param>
/// <param name="clock">The clock.</param>
/// <param name="failed">Told of a fetch that throws.</param>
internal sealed class HostRobots(Func<bool, Task<RobotsFile>> fetch, HostOptions options, TimeProvider clock, Action<Exception> failed)
{
    /// <summary>Shorter than a page's first wait before it tries again, so that a second try really is one.</summary>
    private static readonly TimeSpan FailureLifetime = TimeSpan.FromMilliseconds(200);

    private Task<RobotsFile>? _file;
    private DateTimeOffset? _missingSince;
    private int _failures;

    /// <summary>What came of the last fetch; null before the first.</summary>
    public RobotsFile? Known { get; private set; }

    /// <summary>What is known, else what is fetched. A refusal for want of permission belongs to its caller alone and is not remembered.</summary>
    public async Task<RobotsFile> GetAsync(bool allowPrivateAddress)
    {
        while (_file is { } known)
        {
            var file = await known;
            var stale = file.ValidUntil <= clock.GetUtcNow() || (file.Reason == PageReason.AddressRefused && allowPrivateAddress);
            if (!stale)
            {
                return file;
            }

            if (_file == known)
            {
                _file = null;
            }
        }

        return await (_file = FetchAsync(allowPrivateAddress));
    }

    // Never faults: a fault would be remembered like an answer, and the origin never asked again.
    private async Task<RobotsFile> FetchAsync(bool allowPrivateAddress)
    {
        try
        {
            return Known = Judge(await fetch(allowPrivateAddress));
        }
        catch (Exception exception)
        {
            failed(exception);
            return Known = Judge(new RobotsFile(null, PageReason.RobotsUnavailable, null, $"robots.txt could not be had: {exception.Message}"));
        }
    }

    private RobotsFile Judge(RobotsFile file)
    {
        var now = clock.GetUtcNow();
        if (!file.MayCome)
        {
            (_missingSince, _failures) = (null, 0);
            return file with { ValidUntil = now + (file.Rules is null ? FailureLifetime : options.RobotsLifetime) };
        }

        _missingSince ??= now;
        _failures++;
        var full = Math.Min(options.Backoff.TotalMilliseconds * Math.Pow(2, Math.Min(_failures, 40) - 1), options.MaxBackoff.TotalMilliseconds);
        var pause = TimeSpan.FromMilliseconds(full * (0.5 + (Random.Shared.NextDouble() / 2)));
        var asked = file.RetryAfter is { } wait && wait < options.MaxRetryAfter ? wait : file.RetryAfter is null ? TimeSpan.Zero : options.MaxRetryAfter;
        return file with
        {
            Reason = PageReason.RobotsUnavailable,
            ValidUntil = now + (asked > pause ? asked : pause),
            IsDeferred = now - _missingSince < options.RobotsPatience,
        };
    }
}

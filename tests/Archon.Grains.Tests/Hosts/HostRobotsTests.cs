using Archon.Domain.Crawling;
using Archon.Domain.Robots;
using Archon.Grains.Hosts;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Grains.Tests.Hosts;

public sealed class HostRobotsTests
{
    private static readonly RobotsFile Unavailable = new(null, PageReason.RobotsUnavailable, 503, "Not now.");
    private readonly FakeTimeProvider _clock = new();
    private readonly HostOptions _options = new();
    private readonly List<Exception> _failed = [];
    private readonly HostRobots _robots;
    private RobotsFile _answer = new(RobotsTxt.Parse(""), PageReason.None, null, null);
    private int _fetches;

    public HostRobotsTests() => _robots = new HostRobots(
        _ =>
        {
            _fetches++;
            return Task.FromResult(_answer);
        },
        _options,
        _clock,
        _failed.Add);

    [Fact]
    public async Task Rules_CountForADay()
    {
        await GetAsync();
        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await GetAsync();
        Assert.Equal(1, _fetches);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await GetAsync();
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task WhileItIsUnavailable_PagesWait_AndItIsAskedForLessAndLessOften()
    {
        _answer = Unavailable;
        var waited = new List<TimeSpan>();
        RobotsFile file;
        while ((file = await GetAsync()).IsDeferred)
        {
            Assert.Same(file, await GetAsync());
            waited.Add(file.ValidUntil - _clock.GetUtcNow());
            _clock.Advance(waited[^1]);
        }

        // 1, 2, 4, 8, 16, 32 and then 60 seconds, each between half and all of it, for two minutes.
        Assert.All(waited.Select((wait, i) => (wait, most: TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, i))))), pair => Assert.InRange(pair.wait, pair.most / 2, pair.most));
        Assert.InRange(waited.Sum(wait => wait.TotalSeconds), 120, 180);
        Assert.Equal((null, PageReason.RobotsUnavailable, 503), (file.Rules, file.Reason, file.HttpStatus));
    }

    [Fact]
    public async Task RetryAfter_IsObeyedUpToItsBound()
    {
        _answer = Unavailable with { RetryAfter = TimeSpan.FromSeconds(40) };
        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromSeconds(40), (await GetAsync()).ValidUntil);

        _clock.Advance(TimeSpan.FromSeconds(40));
        _answer = Unavailable with { RetryAfter = TimeSpan.FromDays(3) };
        Assert.Equal(_clock.GetUtcNow() + _options.MaxRetryAfter, (await GetAsync()).ValidUntil);
    }

    [Fact]
    public async Task AfterAnAnswer_ThePatienceBeginsAnew()
    {
        _answer = Unavailable;
        await GetAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False((await GetAsync()).IsDeferred);

        _answer = new RobotsFile(RobotsTxt.Parse(""), PageReason.None, null, null);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await GetAsync();
        _answer = Unavailable;
        _clock.Advance(TimeSpan.FromHours(24));

        Assert.True((await GetAsync()).IsDeferred);
    }

    [Fact]
    public async Task NoConnection_FailsThePagesAtOnce_AndTheirNextTryAsksAgain()
    {
        _answer = new RobotsFile(null, PageReason.Connect, null, "Refused.");
        var file = await GetAsync();
        Assert.Equal((PageReason.Connect, false), (file.Reason, file.IsDeferred));

        _clock.Advance(TimeSpan.FromMilliseconds(250));
        await GetAsync();
        Assert.Equal(2, _fetches);
    }

    private Task<RobotsFile> GetAsync() => _robots.GetAsync(allowPrivateAddress: false);
}

using Archon.Domain.Crawling;
using Archon.Grains.Hosts;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Fetching;

namespace Archon.Grains.Tests.Hosts;

/// <summary>What each answer to a request for robots.txt means (RFC 9309, 2.3.1).</summary>
public sealed class RobotsFetcherTests
{
    private readonly ScriptedFetcher _site = new();

    [Fact]
    public async Task ADocument_IsRead()
    {
        _site.On("/robots.txt", (_, _) => Document(200, "User-agent: *\nDisallow: /a"));

        var file = await FetchAsync();

        Assert.False(file.Rules!.IsAllowed("ArchonBot", "/a"));
        Assert.True(file.Rules.IsAllowed("ArchonBot", "/b"));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task FourHundreds_AllowEverything(int status)
    {
        _site.On("/robots.txt", (_, _) => Document(status, "User-agent: *\nDisallow: /"));

        Assert.True((await FetchAsync()).Rules!.IsAllowed("ArchonBot", "/a"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task FiveHundredsAnd429_AllowNothingForNow_AndSayHowLong(int status)
    {
        _site.On("/robots.txt", async (_, _) => (await Document(status, "User-agent: *\nAllow: /")) with { RetryAfter = TimeSpan.FromSeconds(7) });

        var file = await FetchAsync();

        Assert.Equal((null, PageReason.RobotsUnavailable, status, true), (file.Rules, file.Reason, file.HttpStatus, file.MayCome));
        Assert.Equal(TimeSpan.FromSeconds(7), file.RetryAfter);
    }

    [Theory]
    [InlineData(PageReason.Timeout, true)]
    [InlineData(PageReason.Connect, false)]
    [InlineData(PageReason.Dns, false)]
    [InlineData(PageReason.Tls, false)]
    [InlineData(PageReason.Protocol, false)]
    [InlineData(PageReason.AddressRefused, false)]
    public async Task NoAnswer_AllowsNothing_AndOnlyADeadlineIsWaitedFor(PageReason reason, bool mayCome)
    {
        _site.On("/robots.txt", (_, _) => Task.FromResult<FetchResult>(new FetchFailure(reason, null, "No answer.")));

        var file = await FetchAsync();

        Assert.Equal((null, reason, mayCome), (file.Rules, file.Reason, file.MayCome));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public async Task Redirects_AreFollowedUpToFive_AndCountAsNoneBeyond(int redirects, bool allowed)
    {
        _site.On("/robots.txt", (_, _) => Redirect("/r1"));
        for (var i = 1; i < redirects; i++)
        {
            var next = $"/r{i + 1}";
            _site.On($"/r{i}", (_, _) => Redirect(next));
        }

        _site.On($"/r{redirects}", (_, _) => Document(200, "User-agent: *\nDisallow: /"));

        Assert.Equal(allowed, (await FetchAsync()).Rules!.IsAllowed("ArchonBot", "/a"));
    }

    [Fact]
    public async Task WhatIsTooLargeToRead_AllowsEverything()
    {
        _site.On("/robots.txt", (_, _) => Task.FromResult<FetchResult>(new FetchFailure(PageReason.TooLarge, 200, "Large.")));

        Assert.True((await FetchAsync()).Rules!.IsAllowed("ArchonBot", "/a"));
    }

    private static async Task<FetchResult> Document(int status, string text) =>
        await Task.FromResult(new FetchedDocument { Status = status, Kind = DocumentKind.PlainText, Text = text, Bytes = text.Length });

    private static Task<FetchResult> Redirect(string path) => Task.FromResult<FetchResult>(new FetchRedirect(new Uri($"https://site.example{path}"), 301));

    private Task<RobotsFile> FetchAsync() =>
        new RobotsFetcher(_site).FetchAsync(new Uri("https://site.example"), allowPrivateAddress: false, TestContext.Current.CancellationToken);
}

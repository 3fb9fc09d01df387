using System.Net;
using System.Text;
using System.Text.Json;
using Archon.Client;
using Archon.Client.Http;
using Archon.Gateway.Safety;
using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Gateway.Tests.Http;

/// <summary>Who may crawl private networks through a gateway: whoever read its data folder, and nobody else.</summary>
public sealed class OwnerTests : GatewayTest
{
    private const string Loopback = "http://127.0.0.1:9/";
    private const string Elsewhere = "http://10.0.0.1/";

    private readonly string _secret = OwnerToken.New();
    private PrivateAccess? _granted;

    private protected override OwnerDoor Owner => new(_secret, (_, access, _) =>
    {
        _granted = access;
        return Task.FromResult(new StartCrawlResult { Outcome = StartOutcome.Started, CrawlId = "c1" });
    }, (source, access, _) =>
    {
        _granted = access;
        return Task.FromResult(new StartCrawlResult { Outcome = StartOutcome.Started, CrawlId = source + "-refresh" });
    }, (source, every, access, _) =>
    {
        _granted = access;
        return Task.FromResult(new ScheduleRefreshResult { Source = Archon.Sources.Single(known => known.Id == source) with { RefreshEverySeconds = (long?)every?.TotalSeconds } });
    });

    [Theory]
    [InlineData(Loopback, PrivateAccess.SeedOrigin)]
    [InlineData("http://localhost:9/", PrivateAccess.SeedOrigin)]
    [InlineData(Loopback, PrivateAccess.All)]
    [InlineData(Elsewhere, PrivateAccess.All)]
    public async Task TheOwner_IsGrantedWhatHeAsksFor(string url, PrivateAccess access)
    {
        var client = new HttpArchonClient(Http);

        var started = await client.StartCrawlAsync(new CrawlRequest { Url = url }, access, _secret, Token);

        Assert.Equal(StartOutcome.Started, started.Outcome);
        Assert.Equal(access, _granted);
    }

    [Fact]
    public async Task TheOwner_RefreshesASourceOfThisMachine()
    {
        Archon.Sources.Add(new Source { Id = "near", Url = Loopback, Title = "Near" });
        Archon.Sources.Add(new Source { Id = "far", Url = Elsewhere, Title = "Far" });
        var client = new HttpArchonClient(Http);

        var near = await client.RefreshSourceAsync("near", PrivateAccess.SeedOrigin, _secret, Token);
        var granted = _granted;
        var far = await client.RefreshSourceAsync("far", PrivateAccess.SeedOrigin, _secret, Token);

        Assert.Equal((StartOutcome.Started, "near-refresh", PrivateAccess.SeedOrigin), (near.Outcome, near.CrawlId, granted));
        Assert.Equal(StartOutcome.Invalid, far.Outcome);
    }

    [Fact]
    public async Task TheOwner_SchedulesASourceOfThisMachine()
    {
        Archon.Sources.Add(new Source { Id = "near", Url = Loopback, Title = "Near" });
        Archon.Sources.Add(new Source { Id = "far", Url = Elsewhere, Title = "Far" });
        var client = new HttpArchonClient(Http);

        var near = await client.ScheduleRefreshAsync("near", TimeSpan.FromHours(36), PrivateAccess.SeedOrigin, _secret, Token);
        var granted = _granted;
        var far = await client.ScheduleRefreshAsync("far", TimeSpan.FromDays(1), PrivateAccess.SeedOrigin, _secret, Token);

        Assert.Equal((129_600, PrivateAccess.SeedOrigin), (near.Source!.RefreshEverySeconds, granted));
        Assert.Null(far.Source);
        Assert.Contains("seedOrigin is for addresses of this machine", far.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStranger_SchedulesWithoutPrivateNetworks()
    {
        Archon.Sources.Add(new Source { Id = "near", Url = Loopback, Title = "Near" });

        var scheduled = await new HttpArchonClient(Http).ScheduleRefreshAsync("near", TimeSpan.FromDays(1), Token);

        Assert.Equal(86_400, scheduled.Source!.RefreshEverySeconds);
        Assert.Null(_granted);
    }

    [Fact]
    public async Task AStranger_RefreshesWithoutPrivateNetworks()
    {
        Archon.Sources.Add(new Source { Id = "near", Url = Loopback, Title = "Near" });

        await PostAsync("/api/sources/near/refresh", json: null, HttpStatusCode.Accepted);

        Assert.Null(_granted);
    }

    [Fact]
    public async Task AStranger_StartsWithoutPrivateNetworks()
    {
        await AddAsync(Loopback, HttpStatusCode.Accepted);

        Assert.NotNull(Archon.LastRequest);
        Assert.Null(_granted);
    }

    [Theory]
    [InlineData("no token", null)]
    [InlineData("empty token", "")]
    [InlineData("wrong token", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("part of it", "half")]
    [InlineData("twice", "twice")]
    public async Task AStrangerWhoAsksForThem_IsRefusedAndToldNothing(string what, string? token)
    {
        string[] tokens = token switch { null => [], "half" => [_secret[..32]], "twice" => [_secret, _secret], _ => [token] };
        var answer = await AddAsync(
            Loopback,
            HttpStatusCode.Forbidden,
            [.. tokens.Select(one => (OwnerToken.Header, one)), (OwnerToken.AccessHeader, "all")]);

        Assert.Null(_granted);
        Assert.True(Archon.LastRequest is null, what);
        Assert.DoesNotContain(_secret[..32], answer.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.9", HttpStatusCode.Forbidden)]
    [InlineData("::ffff:10.0.0.9", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", HttpStatusCode.Accepted)]
    [InlineData("::ffff:127.0.0.1", HttpStatusCode.Accepted)]
    [InlineData("::1", HttpStatusCode.Accepted)]
    public async Task TheSecret_IsBelievedFromThisMachineOnly(string caller, HttpStatusCode expected)
    {
        await using var host = await GatewayHost.StartAsync(Archon, owner: Owner, configure: services => services.AddSingleton<IStartupFilter>(new CalledFrom(caller)), cancellationToken: Token);

        await AddAsync(Loopback, expected, host.Http, [(OwnerToken.Header, _secret), (OwnerToken.AccessHeader, "all")]);

        Assert.Equal(expected == HttpStatusCode.Accepted, _granted is not null);
    }

    [Fact]
    public async Task APageOfTheGatewayItself_IsNotTheOwner()
    {
        var own = Host.Address.GetLeftPart(UriPartial.Authority);

        await AddAsync(Loopback, HttpStatusCode.Forbidden, [(OwnerToken.Header, _secret), (OwnerToken.AccessHeader, "all"), ("Origin", own)]);

        Assert.Null(_granted);
    }

    [Fact]
    public async Task APageOfAnotherOrigin_MayNotEvenAskWhetherItMaySendTheHeaders()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/knowledge/add");
        request.Headers.Add("Origin", "https://evil.example.org");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", OwnerToken.Header);

        var response = await Http.SendAsync(request, Token);

        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(Elsewhere, "seedOrigin", "url")]
    [InlineData("https://127.0.0.1.example.org/", "seedOrigin", "url")]
    [InlineData(Loopback, "everything", null)]
    [InlineData(Loopback, "", null)]
    public async Task TheOwnerWhoAsksForWhatThereIsNot_IsToldWhatThereIs(string url, string access, string? field)
    {
        var problem = await AddAsync(url, HttpStatusCode.BadRequest, [(OwnerToken.Header, _secret), (OwnerToken.AccessHeader, access)]);

        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
        Assert.Null(_granted);
    }

    [Fact]
    public async Task AGatewayWithoutAnOwner_GrantsNothing()
    {
        await using var host = await GatewayHost.StartAsync(Archon, cancellationToken: Token);

        var refused = await Assert.ThrowsAsync<ArchonUnavailableException>(
            () => new HttpArchonClient(host.Http).StartCrawlAsync(new CrawlRequest { Url = Loopback }, PrivateAccess.All, _secret, Token));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_secret, refused.ToString(), StringComparison.Ordinal);
    }

    private Task<JsonElement> AddAsync(string url, HttpStatusCode expected, params (string Name, string Value)[] headers) => AddAsync(url, expected, Http, headers);

    private static async Task<JsonElement> AddAsync(string url, HttpStatusCode expected, HttpClient http, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/knowledge/add")
        {
            Content = new StringContent($$"""{"url":"{{url}}"}""", Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await ReadAsync(await http.SendAsync(request, Token), expected);
    }

    /// <summary>A gateway whose callers seem to come from elsewhere; nothing leaves this machine for it.</summary>
    private sealed class CalledFrom(string address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, inner) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(address);
                return inner(context);
            });
            next(app);
        };
    }
}

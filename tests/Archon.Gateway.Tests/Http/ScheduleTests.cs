using System.Net;
using System.Text;
using System.Text.Json;
using Archon.Client;
using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Library;

namespace Archon.Gateway.Tests.Http;

/// <summary>Which sources are refreshed by themselves, over HTTP and through the SDK.</summary>
public sealed class ScheduleTests : GatewayTest
{
    [Theory]
    [InlineData("30m", 1_800)]
    [InlineData("12h", 43_200)]
    [InlineData("1d", 86_400)]
    [InlineData("2w", 1_209_600)]
    public async Task APut_AnswersTheSourceWithItsSchedule(string every, long seconds)
    {
        AddSource();

        var source = await SendAsync(HttpMethod.Put, "s", $$"""{"every":"{{every}}"}""", HttpStatusCode.OK);

        Assert.Equal(seconds, source.GetProperty("refreshEverySeconds").GetInt64());
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(seconds), source.GetProperty("nextRefreshAt").GetDateTimeOffset());
        Assert.Equal(TimeSpan.FromSeconds(seconds), RefreshPeriod.TryParse(every, out var period) ? period : default);
        Assert.Equal(every, RefreshPeriod.Format(period));
    }

    [Fact]
    public async Task ADelete_TakesItAway()
    {
        AddSource();
        await SendAsync(HttpMethod.Put, "s", """{"every":"1d"}""", HttpStatusCode.OK);

        var source = await SendAsync(HttpMethod.Delete, "s", json: null, HttpStatusCode.OK);

        Assert.Equal(JsonValueKind.Null, source.GetProperty("nextRefreshAt").ValueKind);
    }

    [Theory]
    [InlineData("""{"every":"0d"}""")]
    [InlineData("""{"every":"-1d"}""")]
    [InlineData("""{"every":"1.5d"}""")]
    [InlineData("""{"every":"d"}""")]
    [InlineData("""{"every":"1y"}""")]
    [InlineData("""{"every":"１d"}""")]
    [InlineData("""{"every":"99999999999999999999d"}""")]
    [InlineData("""{"every":""}""")]
    [InlineData("""{"every":"400d"}""")]
    [InlineData("""{"every":null}""")]
    [InlineData("""{"every":1}""")]
    [InlineData("""{}""")]
    [InlineData("""{"every":"1d","at":"noon"}""")]
    [InlineData("every=1d")]
    public async Task ABodyThatIsWrong_IsRefusedByName(string json)
    {
        AddSource();

        var problem = await SendAsync(HttpMethod.Put, "s", json, HttpStatusCode.BadRequest);

        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Null(Archon.Sources[0].RefreshEverySeconds);
    }

    [Fact]
    public async Task AnUnknownSource_IsNotFound()
    {
        await SendAsync(HttpMethod.Put, "nobody", """{"every":"1d"}""", HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Delete, "nobody", json: null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task TheSdk_SaysWhatTheGatewaySays()
    {
        AddSource();
        var client = new HttpArchonClient(Http);

        Assert.Equal(604_800, (await client.ScheduleRefreshAsync("s", TimeSpan.FromDays(7), Token)).Source!.RefreshEverySeconds);
        Assert.Equal("Not so seldom.", (await client.ScheduleRefreshAsync("s", TimeSpan.FromDays(400), Token)).Message);
        Assert.Null((await client.ScheduleRefreshAsync("s", null, Token)).Source!.RefreshEverySeconds);
        Assert.Equal(new ScheduleRefreshResult(), await client.ScheduleRefreshAsync("nobody", TimeSpan.FromDays(7), Token));
    }

    private void AddSource() => Archon.Sources.Add(new Source { Id = "s", Url = "https://docs.example.org/", Title = "S" });

    private async Task<JsonElement> SendAsync(HttpMethod method, string source, string? json, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(method, $"/api/sources/{source}/schedule")
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        using var response = await Http.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Archon.Gateway.Safety;
using Archon.Gateway.Tests.Scripted;

namespace Archon.Gateway.Tests.Hosting;

/// <summary>A test with a scripted Archon behind a real gateway.</summary>
public abstract class GatewayTest : IAsyncLifetime
{
    private GatewayHost? _host;

    private protected ScriptedClient Archon { get; } = new();

    private protected GatewayHost Host => _host!;

    private protected HttpClient Http => Host.Http;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Configuration of the gateway.</summary>
    protected virtual (string Key, string Value)[] Settings => [];

    /// <summary>Who owns the data folder; nobody.</summary>
    private protected virtual OwnerDoor? Owner => null;

    public virtual async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync(Archon, owner: Owner, settings: Settings, cancellationToken: Token);

    public virtual async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) =>
        await ReadAsync(await Http.GetAsync(path, Token), expected);

    protected async Task<JsonElement> PostAsync(string path, string? json, HttpStatusCode expected)
    {
        using var body = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await ReadAsync(await Http.PostAsync(path, body, Token), expected);
    }

    /// <summary>Reads the answer; a refusal must be a problem that explains itself.</summary>
    protected static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {text}");
        if (text.Length == 0)
        {
            return default;
        }

        using var document = JsonDocument.Parse(text);
        var answer = document.RootElement.Clone();
        if ((int)expected >= 400)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal((int)expected, answer.GetProperty("status").GetInt32());
            Assert.NotEmpty(answer.GetProperty("title").GetString()!);
            Assert.EndsWith(".", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        return answer;
    }
}

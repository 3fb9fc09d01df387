using System.Net.WebSockets;
using System.Text.Json;
using Archon.Fetching.Rendering;
using Archon.Silo.Hosting;

namespace Archon.Silo.Surveying;

/// <summary>Looks for the browser that a node of this machine would render with.</summary>
public static class BrowserSurvey
{
    /// <summary>What to do when there is none.</summary>
    public const string Remedy = BrowserFinder.Remedy;

    /// <summary>Where it runs when not here, as <c>Archon:Browser:Endpoint</c> says; null when it runs here, or when that is no address, of which the settings' check tells.</summary>
    public static Uri? Endpoint => Uri.TryCreate(NodeConfiguration.Read()[$"{BrowserOptions.Section}:{nameof(BrowserOptions.Endpoint)}"], UriKind.Absolute, out var endpoint) ? endpoint : null;

    /// <summary>Its path; null when there is none, and then a sentence says where it was looked for.</summary>
    public static string? Find(out string sentence) => BrowserFinder.Find(NodeConfiguration.Read()[$"{BrowserOptions.Section}:{nameof(BrowserOptions.Path)}"], out sentence);

    /// <summary>What the browser at an address says it is; of one that is reached by websocket, that it can be.</summary>
    /// <exception cref="HttpRequestException">It does not answer, or is none.</exception>
    /// <exception cref="WebSocketException">It does not answer, or is none.</exception>
    public static async Task<string> AskAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.Scheme is "ws" or "wss")
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(endpoint, cancellationToken);
            return "a browser";
        }

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        try
        {
            using var answer = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri(endpoint, "/json/version"), cancellationToken));
            return answer.RootElement.GetProperty("Browser").GetString() ?? "a browser";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HttpRequestException("What answers there is no browser", exception);
        }
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Archon.Fetching.Rendering;

/// <summary>One connection of a tab to its proxy: a tunnel (https, websockets), or one plain request.</summary>
internal sealed class ProxyConnection(Stream client, ProxyExits? exits, ProxyReach reach, string? password, CancellationToken cancellationToken)
{
    /// <summary>Most bytes of body that a script may send.</summary>
    private const long MaxUpload = 1024 * 1024;

    /// <summary>Time for a request to come where strangers may connect, who would otherwise hold connections for nothing. A browser that waited connects again.</summary>
    private static readonly TimeSpan StrangersTime = TimeSpan.FromSeconds(10);

    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    public async Task RunAsync()
    {
        if (await ReadAsync() is not var (request, rest))
        {
            return;
        }

        if (!MayCome(request))
        {
            await AnswerAsync("407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"archon\"\r\n");
        }
        else if (exits is null)
        {
            await AnswerAsync("403 Forbidden");
        }
        else if (request.IsTunnel)
        {
            await TunnelAsync(exits, request, rest);
        }
        else if (Uri.TryCreate(request.Target, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.Host.Length > 0)
        {
            await ForwardAsync(exits, request, url, rest);
        }
        else
        {
            // What asks a proxy for a path takes it for a server: a page that guesses ports.
            await AnswerAsync("400 Bad Request");
        }
    }

    private async Task<(ProxyRequest Request, byte[] Tail)?> ReadAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (password is not null)
        {
            patience.CancelAfter(StrangersTime);
        }

        return await ProxyRequest.ReadAsync(client, patience.Token);
    }

    private async Task TunnelAsync(ProxyExits ways, ProxyRequest request, byte[] rest)
    {
        if (request.Endpoint is not { } endpoint)
        {
            await AnswerAsync("400 Bad Request");
            return;
        }

        Stream server;
        try
        {
            server = await ways.DialAsync(endpoint, reach, cancellationToken);
        }
        catch (FetchFaultException)
        {
            await AnswerAsync("403 Forbidden");
            return;
        }

        await using (server)
        {
            await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), cancellationToken);
            await server.WriteAsync(rest, cancellationToken);
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var there = client.CopyToAsync(server, done.Token);
            var back = server.CopyToAsync(client, done.Token);
            await Task.WhenAny(there, back);

            // Whichever side ends ends the tunnel: both TLS and websockets say goodbye inside.
            await done.CancelAsync();
            await Task.WhenAll(there, back).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ForwardAsync(ProxyExits ways, ProxyRequest request, Uri url, byte[] rest)
    {
        if (request.BodyLength is not <= MaxUpload)
        {
            await AnswerAsync("413 Content Too Large");
            return;
        }

        using var message = new HttpRequestMessage(new HttpMethod(request.Method), url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (request.BodyLength > 0)
        {
            message.Content = new ByteArrayContent(await ReadBodyAsync(rest, (int)request.BodyLength));
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!OwnHeaders.Contains(name) && !message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        HttpResponseMessage response;
        try
        {
            response = await ways.SendAsync(message, reach, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or FetchFaultException)
        {
            await AnswerAsync("502 Bad Gateway");
            return;
        }

        using (response)
        {
            await client.WriteAsync(Head(response), cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await body.CopyToAsync(client, cancellationToken);
        }
    }

    private async Task<byte[]> ReadBodyAsync(byte[] rest, int length)
    {
        var body = new byte[length];
        var begun = Math.Min(rest.Length, length);
        rest.AsSpan(0, begun).CopyTo(body);
        await client.ReadExactlyAsync(body.AsMemory(begun), cancellationToken);
        return body;
    }

    // One request a connection: the browser's side is loopback and costs nothing to open, the server's side is pooled.
    private static byte[] Head(HttpResponseMessage response)
    {
        var head = new StringBuilder($"HTTP/1.1 {(int)response.StatusCode} {response.ReasonPhrase}\r\nConnection: close\r\n");
        foreach (var header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!OwnHeaders.Contains(header.Key))
            {
                foreach (var value in header.Value)
                {
                    head.Append(header.Key).Append(": ").Append(value).Append("\r\n");
                }
            }
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    private bool MayCome(ProxyRequest request)
    {
        if (password is null)
        {
            return true;
        }

        var wanted = $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"{ProxyPlace.User}:{password}"))}";
        return request.First("Proxy-Authorization") is { } said && CryptographicOperations.FixedTimeEquals(Encoding.Latin1.GetBytes(said), Encoding.Latin1.GetBytes(wanted));
    }

    private async Task AnswerAsync(string status, string headers = "") =>
        await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Connection: close\r\nContent-Length: 0\r\n\r\n"), cancellationToken);
}

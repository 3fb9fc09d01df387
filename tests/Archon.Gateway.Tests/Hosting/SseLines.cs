using System.Net;

namespace Archon.Gateway.Tests.Hosting;

/// <summary>Reads an event stream line by line, as the wire has it.</summary>
internal sealed class SseLines : IDisposable
{
    private readonly HttpResponseMessage _response;

    private readonly StreamReader _reader;

    private SseLines(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _reader = new StreamReader(body);
    }

    public HttpResponseMessage Response => _response;

    public static async Task<SseLines> OpenAsync(HttpClient http, string path, string? lastEventId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new SseLines(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    /// <summary>The next line; null at the end.</summary>
    public async Task<string?> NextAsync(CancellationToken cancellationToken) => await _reader.ReadLineAsync(cancellationToken);

    /// <summary>The next event's id, name and data; null at the end. Comments and the retry line are passed over.</summary>
    public async Task<(string Id, string Name, string Data)?> NextEventAsync(CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>();
        while (await NextAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                if (fields.TryGetValue("data", out var data))
                {
                    return (fields["id"], fields["event"], data);
                }

                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields[line[..colon]] = line[(colon + 1)..].TrimStart();
        }

        return null;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}

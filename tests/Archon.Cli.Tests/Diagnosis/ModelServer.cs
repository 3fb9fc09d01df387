using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Archon.Cli.Tests.Diagnosis;

/// <summary>A chat model and a re-ranker that answer every question in the same words.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _asked = [];
    private readonly HttpListener _listener = new();
    private readonly Task _answering;

    private ModelServer(int port)
    {
        Address = $"http://127.0.0.1:{port}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _answering = AnswerAsync();
    }

    public string Address { get; }

    /// <summary>The path of each request, in order.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public static ModelServer Start()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return new ModelServer(port);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _answering;
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                _asked.Enqueue(context.Request.Url!.AbsolutePath);
                context.Response.ContentType = "application/json";
                context.Response.Close(
                    Encoding.UTF8.GetBytes(context.Request.Url.AbsolutePath.EndsWith("/rerank", StringComparison.Ordinal)
                        ? """{"results":[{"index":1,"relevance_score":0.1},{"index":0,"relevance_score":0.9}]}"""
                        : """{"id":"x","object":"chat.completion","created":1,"model":"small-chat","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"It opens a file."}}]}"""),
                    willBlock: false);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}

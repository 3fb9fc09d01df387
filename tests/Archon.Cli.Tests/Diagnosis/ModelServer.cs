using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Archon.Cli.Tests.Diagnosis;

/// <summary>A chat model and a re-ranker that answer every question in the same words, and an embedder of two dimensions.</summary>
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

    /// <summary>The numbers that the embedder gives the vectors of so many texts.</summary>
    public Func<int, IEnumerable<int>> Indexes { get; init; } = texts => Enumerable.Range(0, texts);

    /// <summary>What the first requests are refused with, in order.</summary>
    public ConcurrentQueue<int> Refusals { get; } = [];

    /// <summary>The path of each request, in order.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public static ModelServer Start(Func<int, IEnumerable<int>>? indexes = null)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return indexes is null ? new ModelServer(port) : new ModelServer(port) { Indexes = indexes };
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
                if (Refusals.TryDequeue(out var refusal))
                {
                    context.Response.StatusCode = refusal;
                    context.Response.Headers["Retry-After"] = "1";
                    context.Response.Close();
                    continue;
                }

                var answer = context.Request.Url.AbsolutePath switch
                {
                    var path when path.EndsWith("/rerank", StringComparison.Ordinal) => """{"results":[{"index":1,"relevance_score":0.1},{"index":0,"relevance_score":0.9}]}""",
                    var path when path.EndsWith("/embeddings", StringComparison.Ordinal) => await VectorsAsync(context.Request.InputStream),
                    _ => """{"id":"x","object":"chat.completion","created":1,"model":"small-chat","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"It opens a file."}}]}""",
                };
                context.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: false);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task<string> VectorsAsync(Stream question)
    {
        using var asked = await JsonDocument.ParseAsync(question);
        var input = asked.RootElement.GetProperty("input");
        var vectors = Indexes(input.ValueKind == JsonValueKind.Array ? input.GetArrayLength() : 1)
            .Select(index => new { @object = "embedding", index, embedding = Convert.ToBase64String(MemoryMarshal.AsBytes<float>([1f, index])) });
        return JsonSerializer.Serialize(new { @object = "list", data = vectors, model = "tiny", usage = new { prompt_tokens = 1, total_tokens = 1 } });
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Archon.Fetching.Tests.Serving;

/// <summary>
/// A server on 127.0.0.1 that does to each connection exactly what its script says, byte by byte, and nothing HTTP would ask of it.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<Peer, Task> script;
    private readonly Task accepting;

    private ScriptedServer(Func<Peer, Task> script)
    {
        this.script = script;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The head of every request that came, as sent.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>What a script threw; empty when all went as written.</summary>
    public ConcurrentQueue<Exception> Surprises { get; } = [];

    public int Connections { get; private set; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Url(string path = "/", string scheme = "http") => new($"{scheme}://127.0.0.1:{Port}{path}");

    public static ScriptedServer Run(Func<Peer, Task> script) => new(script);

    /// <summary>Answers the first request of each connection and hangs up.</summary>
    public static ScriptedServer Answer(params byte[][] parts) => new(async peer =>
    {
        await peer.ReadRequestAsync();
        foreach (var part in parts)
        {
            await peer.SendAsync(part);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Stop();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stopping.Token);
                Connections++;
                serving.Add(ServeAsync(socket));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var peer = new Peer(socket, Requests, stopping.Token);
        try
        {
            await script(peer);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Surprises.Enqueue(exception);
        }
    }
}

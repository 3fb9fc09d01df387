using System.Net;
using System.Net.Sockets;

namespace Archon.Fetching.Rendering;

/// <summary>
/// The only way out for one tab: a proxy on a loopback port of its own. A browser resolves names and opens sockets itself, past every check
/// of ours; one that knows no way but this proxy cannot. What the proxy dials, <see cref="ProxyExits"/> has checked.
/// </summary>
/// <remarks>
/// A port says which tab asks, without credentials, for which the browser would have to intercept every request and give up its cache.
/// Another program of this machine that finds the port gets nothing through it that it could not dial itself.
/// </remarks>
internal sealed class GuardedProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ProxyExits? _exits;
    private readonly ProxyReach _reach;
    private readonly Task _accepting;

    /// <param name="exits">What dials; null refuses everything.</param>
    /// <param name="reach">What may be dialled beside the Internet.</param>
    public GuardedProxy(ProxyExits? exits, ProxyReach reach)
    {
        _exits = exits;
        _reach = reach;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>As the browser wants it.</summary>
    public string Server => $"http://{_listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The tab is gone.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        using var client = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await new ProxyConnection(client, _exits, _reach, _stopping.Token).RunAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A connection that broke off: a reset tells the browser that what it has is not the whole.
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
    }
}

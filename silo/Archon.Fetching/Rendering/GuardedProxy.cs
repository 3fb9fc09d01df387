using System.Net.Sockets;
using Microsoft.Playwright;

namespace Archon.Fetching.Rendering;

/// <summary>
/// The only way out for one tab: a proxy on a port of its own, on loopback when the browser is on this machine. A browser resolves names and opens sockets itself, past every check
/// of ours; one that knows no way but this proxy cannot. What the proxy dials, <see cref="ProxyExits"/> has checked.
/// </summary>
/// <remarks>
/// On loopback a port says which tab asks, without credentials, for which the browser would have to intercept every request and give up its cache.
/// Another program of this machine that finds the port gets nothing through it that it could not dial itself.
/// </remarks>
internal sealed class GuardedProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ProxyExits? _exits;
    private readonly ProxyReach _reach;
    private readonly ProxyPlace _place;
    private readonly Task _accepting;

    /// <param name="exits">What dials; null refuses everything.</param>
    /// <param name="reach">What may be dialled beside the Internet.</param>
    /// <param name="place">Where it listens.</param>
    /// <exception cref="SocketException">That is no address of this machine.</exception>
    public GuardedProxy(ProxyExits? exits, ProxyReach reach, ProxyPlace place)
    {
        _exits = exits;
        _reach = reach;
        _place = place;
        _listener = new TcpListener(place.Address, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>As the browser wants it.</summary>
    public Proxy ForBrowser => new()
    {
        Server = $"http://{_listener.LocalEndpoint}",
        Bypass = "<-loopback>",
        Username = _place.Password is null ? null : ProxyPlace.User,
        Password = _place.Password,
    };

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
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The tab is gone; a listener that was stopped between two connections says that it does not listen.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        using var client = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await new ProxyConnection(client, _exits, _reach, _place.Password, _stopping.Token).RunAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A connection that broke off: a reset tells the browser that what it has is not the whole.
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Archon.Deploy.Tests.Processes;

/// <summary>A wire to a server, on loopback, that can be cut: from then on it is as if the server were away.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _cut = new();
    private readonly Task _accepting;

    public Wire(string host, int port)
    {
        _listener.Start();
        _accepting = AcceptAsync(host, port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends every connection and lets no new one in.</summary>
    public async Task CutAsync()
    {
        await _cut.CancelAsync();
        _listener.Stop();
        await _accepting;
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _listener.Dispose();
        _cut.Dispose();
    }

    private async Task AcceptAsync(string host, int port)
    {
        var carried = new List<Task>();
        try
        {
            while (true)
            {
                carried.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_cut.Token), host, port));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Cut.
        }

        await Task.WhenAll(carried);
    }

    private async Task CarryAsync(TcpClient near, string host, int port)
    {
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                await far.ConnectAsync(host, port, _cut.Token);
                await Task.WhenAny(
                    near.GetStream().CopyToAsync(far.GetStream(), _cut.Token),
                    far.GetStream().CopyToAsync(near.GetStream(), _cut.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // Cut, or ended by one side.
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Archon.Fetching.Tests.Serving;

/// <summary>One connection, seen from the server.</summary>
internal sealed class Peer(Socket socket, ConcurrentQueue<string> requests, CancellationToken stopping) : IDisposable
{
    private readonly NetworkStream stream = new(socket, ownsSocket: true);

    public Stream Stream => stream;

    public CancellationToken Stopping => stopping;

    /// <summary>Reads up to the blank line; null when the client hung up.</summary>
    public async Task<string?> ReadRequestAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stopping) > 0)
        {
            head.Append((char)one[0]);
            if (head.Length >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n')
            {
                requests.Enqueue(head.ToString());
                return head.ToString();
            }
        }

        return null;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await stream.WriteAsync(bytes, stopping);

    /// <summary>Returns when the client hung up.</summary>
    public async Task WaitForHangUpAsync()
    {
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, stopping) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Hung up with a reset.
        }
    }

    /// <summary>Hangs up with a reset instead of an end.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    public void Dispose() => stream.Dispose();
}

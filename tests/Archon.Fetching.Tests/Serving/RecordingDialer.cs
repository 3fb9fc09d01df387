using System.Collections.Concurrent;
using System.Net;
using Archon.Fetching.Dialing;

namespace Archon.Fetching.Tests.Serving;

/// <summary>Remembers what was dialled. Connects to a loopback port whatever the address, so that no packet leaves the machine.</summary>
internal sealed class RecordingDialer(Func<IPEndPoint, CancellationToken, ValueTask<Stream>> connect) : IDialer
{
    private readonly ConcurrentQueue<IPEndPoint> dialled = [];

    public RecordingDialer(int port) : this((_, cancellationToken) =>
        new SocketDialer().DialAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken))
    {
    }

    public IReadOnlyList<string> Dialled => [.. dialled.Select(endpoint => endpoint.ToString())];

    public ValueTask<Stream> DialAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        dialled.Enqueue(endpoint);
        return connect(endpoint, cancellationToken);
    }
}

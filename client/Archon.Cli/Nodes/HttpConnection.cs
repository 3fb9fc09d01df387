using Archon.Client;

namespace Archon.Cli.Nodes;

/// <summary>A client of a gateway.</summary>
internal static class HttpConnection
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(30);

    public static HttpArchonClient To(Uri gateway)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectPatience,

            // A proxy cannot reach this machine's own ports.
            UseProxy = !gateway.IsLoopback,

            // A node of this machine answers itself; following elsewhere would take the owner's secret along.
            AllowAutoRedirect = !gateway.IsLoopback,
        };
        var address = gateway.AbsoluteUri.EndsWith('/') ? gateway : new Uri($"{gateway.AbsoluteUri}/");

        // Lives as long as the process: a command makes one. Reading a stream of events is not under this deadline.
        return new HttpArchonClient(new HttpClient(handler) { BaseAddress = address, Timeout = AnswerPatience });
    }
}

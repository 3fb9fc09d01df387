using System.Net.Sockets;
using Archon.Domain.Crawling;

namespace Archon.Fetching.Dialing;

/// <summary>Says in words what a socket says in numbers.</summary>
internal static class DialFaults
{
    public static FetchFaultException From(string endpoint, SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => new(PageReason.Connect, $"{endpoint} refused the connection.", exception),
        SocketError.ConnectionReset => new(PageReason.Connect, $"{endpoint} reset the connection.", exception),
        SocketError.TimedOut => new(PageReason.Timeout, $"{endpoint} did not accept the connection in time.", exception),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown =>
            new(PageReason.Connect, $"{endpoint} cannot be reached.", exception),
        var code => new(PageReason.Connect, $"{endpoint} could not be connected to ({code}).", exception),
    };

    public static FetchFaultException Late(string endpoint, TimeSpan allowed, OperationCanceledException exception) =>
        new(PageReason.Timeout, $"{endpoint} did not accept the connection within {allowed.TotalSeconds:0.#} s.", exception);
}

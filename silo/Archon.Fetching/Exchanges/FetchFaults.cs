using System.Net.Sockets;
using System.Security.Authentication;
using Archon.Domain.Crawling;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Exchanges;

/// <summary>Turns what the HTTP stack throws into what people read.</summary>
internal static class FetchFaults
{
    /// <summary>Null when the exception is not the other side's doing.</summary>
    public static FetchFailure? Explain(Exception exception, string host, int? status)
    {
        if (Find<FetchFaultException>(exception) is { } fault)
        {
            return new FetchFailure(fault.Reason, status, fault.Message);
        }

        var (reason, detail) = Judge(exception, host);
        return reason == PageReason.None ? null : new FetchFailure(reason, status, detail);
    }

    private static (PageReason Reason, string Detail) Judge(Exception exception, string host)
    {
        if (exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
        {
            return (PageReason.Tls, Find<AuthenticationException>(exception) is { } refused
                ? $"{host} failed the TLS handshake: {refused.Message}"
                : $"{host} broke off the TLS handshake.");
        }

        if (Find<SocketException>(exception) is { } socket)
        {
            return (PageReason.Connect, socket.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown
                ? $"{host} reset the connection."
                : $"The connection to {host} was lost ({socket.SocketErrorCode}).");
        }

        return (exception, ErrorOf(exception)) switch
        {
            (OperationCanceledException, _) => (PageReason.Timeout, $"{host} could not be connected to in time."),
            (_, HttpRequestError.ResponseEnded) => (PageReason.BrokenOff, $"{host} broke off its answer."),
            (_, HttpRequestError.ConfigurationLimitExceeded) => (PageReason.Protocol, $"{host} sent more headers than are read."),
            (_, HttpRequestError.InvalidResponse) => (PageReason.Protocol, $"{host} sent an answer that is not HTTP."),
            (_, HttpRequestError.HttpProtocolError) => (PageReason.Protocol, $"{host} broke the rules of HTTP/2."),
            (_, HttpRequestError.ConnectionError) => (PageReason.Connect, $"{host} could not be connected to."),
            (HttpRequestException or IOException, _) => (PageReason.Protocol, $"{host} did not keep to HTTP, or broke off its answer."),
            (UriFormatException, _) => (PageReason.Dns, $"{host} is not a host name."),
            _ => (PageReason.None, string.Empty),
        };
    }

    private static HttpRequestError? ErrorOf(Exception exception) =>
        Find<HttpIOException>(exception)?.HttpRequestError ?? Find<HttpRequestException>(exception)?.HttpRequestError;

    private static T? Find<T>(Exception? exception) where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }
}

using Archon.Domain.Crawling;

namespace Archon.Fetching.Exchanges;

/// <summary>
/// One connection for one request. When a connection ends without an answer, .NET's stack sends the request again at once, up to three times, past the host's
/// permit and its delay. A request on a connection that had been idle may still dial one of its own: the server has ended the old one without seeing it.
/// </summary>
internal static class OneDial
{
    private static readonly HttpRequestOptionsKey<bool> Dialled = new("archon.dialled");

    /// <summary>Marks the request that a connection is made for.</summary>
    /// <exception cref="FetchFaultException">BrokenOff: a connection was made for it, and brought no answer.</exception>
    public static void Take(HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(Dialled, out _))
        {
            throw new FetchFaultException(PageReason.BrokenOff, $"{request.RequestUri!.Host} broke off the connection without an answer.");
        }

        request.Options.Set(Dialled, true);
    }
}

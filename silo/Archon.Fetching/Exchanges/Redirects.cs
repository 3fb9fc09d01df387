using Archon.Domain.Crawling;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Exchanges;

/// <summary>Reads a Location (RFC 9110, 10.2.2). User names, passwords and fragments in it are dropped.</summary>
internal static class Redirects
{
    private const UriComponents Kept = UriComponents.SchemeAndServer | UriComponents.PathAndQuery;

    public static FetchResult Judge(Uri url, string? location, int status)
    {
        if (location is null)
        {
            return new FetchFailure(PageReason.InvalidRedirect, status, $"The server answered {status} without a Location.");
        }

        if (!Uri.TryCreate(url, location, out var target)
            || (target.Scheme != Uri.UriSchemeHttp && target.Scheme != Uri.UriSchemeHttps)
            || target.Host.Length == 0)
        {
            return new FetchFailure(
                PageReason.InvalidRedirect, status, $"The server answered {status} with a Location that is not an http or https address.");
        }

        return new FetchRedirect(new Uri(target.GetComponents(Kept, UriFormat.UriEscaped)), status);
    }
}

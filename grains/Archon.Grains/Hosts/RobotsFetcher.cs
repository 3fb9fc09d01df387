using Archon.Domain.Crawling;
using Archon.Domain.Robots;
using Archon.Ports.Fetching;

namespace Archon.Grains.Hosts;

/// <summary>
/// Fetches robots.txt once, as RFC 9309 says: redirects followed up to five (2.3.1.2), 4xx allows everything (2.3.1.3), 5xx and
/// no answer disallow everything for now (2.3.1.4). So does 429, which is no word about robots.txt.
/// </summary>
internal sealed class RobotsFetcher(IPageFetcher fetcher)
{
    private const int MaxRedirects = 5;
    private const int MaxBytes = 512 * 1024;

    public async Task<RobotsFile> FetchAsync(Uri origin, bool allowPrivateAddress, CancellationToken cancellationToken)
    {
        var address = new Uri(origin, "/robots.txt");
        for (var hops = 0; hops <= MaxRedirects; hops++)
        {
            var request = new FetchRequest
            {
                Url = address,
                AnyContentType = true,
                MaxBytes = MaxBytes,
                AllowPrivateAddress = allowPrivateAddress && address.GetLeftPart(UriPartial.Authority) == origin.GetLeftPart(UriPartial.Authority),
            };
            switch (await fetcher.FetchAsync(request, cancellationToken))
            {
                case FetchRedirect redirect:
                    address = redirect.Target;
                    continue;
                case FetchedDocument { Status: >= 200 and < 300 } document:
                    return Known(RobotsTxt.Parse(document.Text));
                case FetchedDocument { Status: >= 500 or 429 } document:
                    return Unavailable(document.Status, document.RetryAfter);
                case FetchFailure { Status: >= 500 or 429 } failure:
                    return Unavailable(failure.Status.Value, failure.RetryAfter);
                case FetchFailure { Reason: PageReason.Timeout } failure:
                    return new RobotsFile(null, PageReason.Timeout, failure.Status, Named(failure.Detail));
                case FetchFailure { Reason: PageReason.TooLarge }:
                case FetchFailure { Status: not null }:
                case FetchedDocument:
                case FetchSkip:
                    return Known(RobotsTxt.Parse(""));
                case FetchFailure failure:
                    return new RobotsFile(null, failure.Reason, null, Named(failure.Detail));
            }

            // Else a place that nobody has asked for stands for the page's.
            string Named(string detail) => hops == 0 ? detail : $"Its robots.txt redirects to {address}: {detail}";
        }

        return Known(RobotsTxt.Parse(""));
    }

    private static RobotsFile Known(RobotsTxt rules) => new(rules, PageReason.None, null, null);

    private static RobotsFile Unavailable(int status, TimeSpan? retryAfter) =>
        new(null, PageReason.RobotsUnavailable, status, $"robots.txt answered {status}, so nothing may be fetched now.") { RetryAfter = retryAfter };
}

using Archon.Domain.Crawling;
using Archon.Domain.Robots;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Hosts;

/// <summary>
/// Fetches robots.txt as RFC 9309 says: redirects followed up to five (2.3.1.2), 4xx allows everything (2.3.1.3), 5xx and
/// no answer disallow everything for now (2.3.1.4).
/// </summary>
internal sealed class RobotsFetcher(IPageFetcher fetcher, IOptions<HostOptions> options, TimeProvider clock)
{
    private const int MaxRedirects = 5;
    private const int MaxBytes = 512 * 1024;

    /// <summary>Shorter than a page's first wait before it tries again, so that a second try really is one.</summary>
    private static readonly TimeSpan FailureLifetime = TimeSpan.FromMilliseconds(200);

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
                case FetchedDocument { Status: >= 500 } document:
                    return Unavailable(PageReason.RobotsUnavailable, document.Status, $"robots.txt answered {document.Status}, so nothing may be fetched now.");
                case FetchFailure { Status: >= 500 } failure:
                    return Unavailable(PageReason.RobotsUnavailable, failure.Status, $"robots.txt answered {failure.Status}, so nothing may be fetched now.");
                case FetchFailure { Status: 429 } failure:
                    return Unavailable(PageReason.RobotsUnavailable, failure.Status, "robots.txt answered 429, so nothing may be fetched now.");
                case FetchFailure { Reason: PageReason.TooLarge }:
                case FetchFailure { Status: not null }:
                case FetchedDocument:
                case FetchSkip:
                    return Known(RobotsTxt.Parse(""));
                case FetchFailure failure:
                    return Unavailable(failure.Reason, null, failure.Detail);
            }
        }

        return Known(RobotsTxt.Parse(""));
    }

    private RobotsFile Known(RobotsTxt rules) => new(rules, PageReason.None, null, null, clock.GetUtcNow() + options.Value.RobotsLifetime);

    private RobotsFile Unavailable(PageReason reason, int? status, string detail) => new(null, reason, status, detail, clock.GetUtcNow() + FailureLifetime);
}

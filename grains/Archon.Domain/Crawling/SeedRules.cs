using Archon.Domain.Urls;

namespace Archon.Domain.Crawling;

/// <summary>Which address a crawl may start from.</summary>
internal static class SeedRules
{
    private const string Field = "url";
    private const int MaxQuoted = 100;

    public static CrawlSettingsError? Check(string? url)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return new(Field, "url is missing; give an absolute address such as https://docs.example.org/.");
        }

        var cleaned = UrlScheme.Clean(url);
        var isRead = CanonicalUrl.TryParse(url, out var address, out var refusal);
        if (refusal != PageReason.UnsupportedScheme && UrlParser.HasUserInfo(cleaned))
        {
            // Not quoted: it may be a password.
            var without = isRead && address.Value.Length <= MaxQuoted ? $": '{address.Value}'" : ".";
            return new(Field, $"url has a user name or password before its host; give them as access.basic, and leave them out here{without}");
        }

        if (isRead)
        {
            return null;
        }

        var quoted = cleaned.Length <= MaxQuoted ? cleaned.ToString() : $"{cleaned[..MaxQuoted]}…";
        if (refusal == PageReason.UrlTooLong)
        {
            return new(Field, FormattableString.Invariant(
                $"url '{quoted}' has {cleaned.Length:N0} characters; at most {CanonicalUrl.MaxLength:N0} are allowed, without fragment and tracking parameters."));
        }

        if (UrlParser.PortOf(cleaned) is { } port && refusal == PageReason.Malformed && !UrlParser.IsPort(port))
        {
            return new(Field, $"url '{quoted}' has the port {port}, which is none; ports are 1 to 65,535.");
        }

        // "localhost:8080" and "example.org:8080/x" look like a scheme until one sees the dot or the port.
        var scheme = UrlScheme.Of(cleaned);
        var hostAndPort = scheme.Contains('.') || (cleaned.Length > scheme.Length + 1 && char.IsAsciiDigit(cleaned[scheme.Length + 1]));
        if (!scheme.IsEmpty && !hostAndPort)
        {
            return refusal == PageReason.UnsupportedScheme
                ? new(Field, $"url '{quoted}' is {scheme.ToString().ToLowerInvariant()}; only http and https can be crawled.")
                : new(Field, $"url '{quoted}' has no host name or port that can be read; write it like https://docs.example.org/guide/.");
        }

        var suggestion = "https://" + cleaned.TrimStart("/\\:").ToString();
        return cleaned.Length <= MaxQuoted && CanonicalUrl.TryParse(suggestion, out _)
            ? new(Field, $"url '{quoted}' has no scheme; did you mean '{suggestion}'?")
            : new(Field, $"url '{quoted}' is not an absolute address; write it like https://docs.example.org/guide/.");
    }
}

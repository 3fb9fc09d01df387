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

        if (CanonicalUrl.TryParse(url, out _, out var refusal))
        {
            return null;
        }

        var cleaned = UrlScheme.Clean(url);
        var quoted = cleaned.Length <= MaxQuoted ? cleaned.ToString() : $"{cleaned[..MaxQuoted]}…";
        if (refusal == PageReason.UrlTooLong)
        {
            return new(Field, $"url '{quoted}' is too long; at most {CanonicalUrl.MaxLength} characters are allowed.");
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

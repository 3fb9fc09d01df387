using System.Text.RegularExpressions;
using Archon.Client;

namespace Archon.Cli.Usage;

/// <summary>The URL a person typed.</summary>
internal static partial class SeedUrl
{
    /// <summary>Null when it is an absolute http(s) address, else what to type instead.</summary>
    public static string? Complaint(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "The URL is empty; a crawl needs an address such as https://docs.python.org .";
        }

        var scheme = Scheme().Match(text) is { Success: true } match ? match.Groups[1].Value : null;
        if (scheme is null)
        {
            return $"{text} is not a URL; did you mean {Presumed(text)} ?";
        }

        if (!scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && !scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
        {
            return $"{text} uses the scheme {scheme}; Archon crawls http and https only.";
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? null
            : $"{text} is not a URL: it has no host that can be understood, as in https://docs.python.org .";
    }

    private static string Presumed(string text)
    {
        var rest = text.TrimStart('/');
        return LoopbackUrl.Is($"http://{rest}") ? $"http://{rest}" : $"https://{rest}";
    }

    // A host and port such as localhost:8000 is not a scheme: a digit follows the colon, or the name has a dot.
    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+-]*):(?![0-9])")]
    private static partial Regex Scheme();
}

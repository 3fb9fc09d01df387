using System.Text.RegularExpressions;
using Archon.Client;

namespace Archon.Cli.Usage;

/// <summary>The URL a person typed.</summary>
internal static partial class SeedUrl
{
    private const int MaxQuoted = 100;
    private const string NoHost = "it has no host; write it like https://docs.python.org .";

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
            var presumed = Presumed(text);
            if (UrlAuthority.Of(presumed) is { HasWrongPort: true, Port: { } port })
            {
                return $"{Quoted(text)} is not a URL: its port {Quoted(port)} is none; ports are 1 to 65,535.";
            }

            return text.Length <= MaxQuoted && Complaint(presumed) is null
                ? $"{text} is not a URL; did you mean {presumed} ?"
                : $"{Quoted(text)} is not a URL; write it like https://docs.python.org .";
        }

        if (!scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && !scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
        {
            return $"{Quoted(text)} uses the scheme {Quoted(scheme)}; Archon crawls http and https only.";
        }

        var authority = UrlAuthority.Of(text);
        if (authority.HasUser)
        {
            return $"The URL has a user name or password before its host, where others see it. Give it with --user @FILE instead, and the URL as {Quoted(authority.Text)}";
        }

        if (authority.HasWrongPort)
        {
            return $"{Quoted(text)} is not a URL: its port {Quoted(authority.Port!)} is none; ports are 1 to 65,535.";
        }

        // Whether it is too long is asked where it is read: what tracks readers does not count.
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? null
            : $"{Quoted(text)} is not a URL: {(text.Contains(":///", StringComparison.Ordinal) ? NoHost : Trouble(authority.Host))}";
    }

    private static string Trouble(string host)
    {
        if (host.Trim().Length == 0)
        {
            return NoHost;
        }

        if (host.Any(char.IsWhiteSpace))
        {
            return $"there is a space in its host '{Quoted(host.Trim())}'; write it like https://docs.python.org .";
        }

        return WordForAPort().Match(host) is { Success: true } port
            ? $"its port {Quoted(port.Groups[1].Value)} is no number; ports are 1 to 65,535."
            : $"its host '{Quoted(host)}' cannot be understood; write it like https://docs.python.org .";
    }

    private static string Quoted(string text) => text.Length <= MaxQuoted ? text : $"{text[..MaxQuoted]}…";

    private static string Presumed(string text)
    {
        var rest = text.TrimStart('/');
        return LoopbackUrl.Is($"http://{rest}") ? $"http://{rest}" : $"https://{rest}";
    }

    // A host and port such as localhost:8000 is not a scheme: a digit follows the colon, or the name has a dot.
    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+-]*):(?![0-9])")]
    private static partial Regex Scheme();

    // The colons of an IPv6 address stand in brackets.
    [GeneratedRegex(@"^(?:[^:\[\]]+|\[[^\]]*\]):([^:\]]+)$")]
    private static partial Regex WordForAPort();
}

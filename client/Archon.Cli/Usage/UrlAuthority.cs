using System.Globalization;
using System.Text.RegularExpressions;

namespace Archon.Cli.Usage;

/// <summary>What stands between the slashes and the path of an address that a person typed.</summary>
/// <param name="Text">The address without user name and password.</param>
/// <param name="HasUser">A user name, a password or both stand before the host.</param>
/// <param name="Host">The host as it was typed, without a port that is a number.</param>
/// <param name="Port">The port as it was typed; null when there is none, or no number.</param>
internal sealed partial record UrlAuthority(string Text, bool HasUser, string Host, string? Port)
{
    private const int HighestPort = 65_535;

    /// <summary>A number that is no port.</summary>
    public bool HasWrongPort =>
        Port is not null && !(int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= HighestPort);

    public static UrlAuthority Of(string url)
    {
        var parts = Parts().Match(url);
        var authority = parts.Groups["authority"];
        var host = authority.Value[(authority.Value.LastIndexOf('@') + 1)..];
        var port = PortAtTheEnd().Match(host);
        return new UrlAuthority(
            parts.Success ? $"{parts.Groups["before"]}{host}{url[(authority.Index + authority.Length)..]}" : url,
            host.Length < authority.Length,
            port.Success ? host[..(port.Groups[1].Index - 1)] : host,
            port.Success ? port.Groups[1].Value : null);
    }

    [GeneratedRegex(@"^(?<before>[A-Za-z][A-Za-z0-9+.-]*:[/\\]*)(?<authority>[^/\\?#]*)")]
    private static partial Regex Parts();

    // The colons of an IPv6 address stand in brackets.
    [GeneratedRegex(@"^(?:[^\[\]]*|\[[^\]]*\]):([0-9]+)$")]
    private static partial Regex PortAtTheEnd();
}

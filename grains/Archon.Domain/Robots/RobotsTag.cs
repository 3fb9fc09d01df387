namespace Archon.Domain.Robots;

/// <summary>What X-Robots-Tag headers ask of one crawler.</summary>
/// <remarks>
/// A header is a list of rules. <c>name:</c> before a rule means that it, and those after it in the same header, are for the robot of that name;
/// rules without a name are for everybody. Some rules have a value after a colon of their own.
/// </remarks>
/// <param name="NoIndex">The document is not to be kept.</param>
/// <param name="NoFollow">Its links are not to be followed.</param>
public readonly record struct RobotsTag(bool NoIndex, bool NoFollow)
{
    private static readonly string[] RulesWithValue = ["unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"];

    /// <summary>Reads headers, one a line; never fails.</summary>
    /// <param name="headers">The headers' values; null when there are none.</param>
    /// <param name="productToken">The crawler's name, as in robots.txt.</param>
    public static RobotsTag Read(string? headers, string productToken)
    {
        var (noIndex, noFollow) = (false, false);
        foreach (var header in headers.AsSpan().EnumerateLines())
        {
            var isMeant = true;
            foreach (var range in header.Split(','))
            {
                var rule = header[range].Trim();
                var colon = rule.IndexOf(':');
                if (colon > 0 && IsName(rule[..colon].Trim()))
                {
                    isMeant = rule[..colon].Trim().Equals(productToken, StringComparison.OrdinalIgnoreCase);
                    rule = rule[(colon + 1)..].Trim();
                }

                var none = isMeant && rule.Equals("none", StringComparison.OrdinalIgnoreCase);
                noIndex |= none || (isMeant && rule.Equals("noindex", StringComparison.OrdinalIgnoreCase));
                noFollow |= none || (isMeant && rule.Equals("nofollow", StringComparison.OrdinalIgnoreCase));
            }
        }

        return new RobotsTag(noIndex, noFollow);
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var rule in RulesWithValue)
        {
            if (text.Equals(rule, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        // The time of a date has colons too.
        return !text.ContainsAny(' ', '\t');
    }
}

using System.Collections.Immutable;

namespace Archon.Domain.Robots;

/// <summary>What robots.txt says to one crawler, or to all.</summary>
/// <param name="Token">The product token in lower case, or <c>*</c>.</param>
/// <param name="Rules">The one that decides first: longest first, allow before disallow.</param>
/// <param name="CrawlDelay">The longest one asked for, if any.</param>
internal sealed record RobotsGroup(string Token, ImmutableArray<RobotsRule> Rules, TimeSpan? CrawlDelay)
{
    public bool IsForAll => Token == "*";

    /// <summary>The product token at the start of a user agent, in lower case: <c>Archon/1.0 (+https://…)</c> is <c>archon</c>.</summary>
    public static string ReadToken(string userAgent)
    {
        var text = userAgent.AsSpan().Trim();
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '-' or '_'))
        {
            length++;
        }

        return text[..length].ToString().ToLowerInvariant();
    }

    public bool SpeaksTo(string token) =>
        IsForAll
        || (token.StartsWith(Token, StringComparison.Ordinal) && (token.Length == Token.Length || token[Token.Length] == '-'));
}

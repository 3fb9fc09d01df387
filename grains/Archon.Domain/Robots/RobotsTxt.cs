using System.Collections.Immutable;
using Archon.Domain.Urls;

namespace Archon.Domain.Robots;

/// <summary>
/// The rules of one robots.txt (RFC 9309). Lines it does not know are ignored; of a longer text only the first 500 KiB count.
/// </summary>
/// <remarks>
/// Beyond the RFC: <c>Crawl-delay</c> is read and, being a rule, ends a list of user agents. The group for a crawler is the one
/// with the longest token that equals the crawler's or is followed in it by a dash (<c>archon</c> also speaks to
/// <c>archon-preview</c>), else <c>*</c>. Groups with the same token are one.
/// </remarks>
public sealed class RobotsTxt
{
    private readonly ImmutableArray<RobotsGroup> _groups;

    internal RobotsTxt(ImmutableArray<RobotsGroup> groups, ImmutableArray<string> sitemaps) =>
        (_groups, Sitemaps) = (groups, sitemaps);

    /// <summary>The values of the <c>Sitemap</c> lines as they stand there, each once. They belong to no group.</summary>
    public ImmutableArray<string> Sitemaps { get; }

    /// <summary>Reads any text; never fails. A text without rules allows everything.</summary>
    public static RobotsTxt Parse(string text) => new RobotsParser().Parse(text);

    /// <summary>True when the crawler may fetch the address. <c>/robots.txt</c> itself is always allowed.</summary>
    /// <param name="userAgentToken">The crawler's product token, with or without a version: <c>archon</c>, <c>Archon/1.0</c>.</param>
    /// <param name="pathAndQuery">As <see cref="CanonicalUrl.PathAndQuery"/> writes it; other spellings are normalised first.</param>
    public bool IsAllowed(string userAgentToken, string pathAndQuery)
    {
        if (pathAndQuery == "/robots.txt" || GroupFor(userAgentToken) is not { } group)
        {
            return true;
        }

        var path = RobotsPattern.NormalizePath(pathAndQuery);
        foreach (var rule in group.Rules)
        {
            if (rule.Pattern.Matches(path))
            {
                return rule.Allows;
            }
        }

        return true;
    }

    /// <summary>The pause the crawler is asked to make between two fetches, at most a day; null when none is asked for.</summary>
    public TimeSpan? CrawlDelay(string userAgentToken) => GroupFor(userAgentToken)?.CrawlDelay;

    private RobotsGroup? GroupFor(string userAgentToken)
    {
        var token = RobotsGroup.ReadToken(userAgentToken);
        RobotsGroup? best = null;
        foreach (var group in _groups)
        {
            if (group.SpeaksTo(token) && (best is null || group.Token.Length > best.Token.Length || best.IsForAll))
            {
                best = group;
            }
        }

        return best;
    }
}

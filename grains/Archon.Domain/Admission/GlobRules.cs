using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>
/// Refuses what an exclude glob matches and, when include globs are given, what none of them matches. Exclude wins. The seed,
/// which somebody asked for by name, needs no include glob.
/// </summary>
internal sealed class GlobRules(CrawlSettings settings)
{
    private readonly ImmutableArray<GlobPattern> _include = Compile(settings.Include);
    private readonly ImmutableArray<GlobPattern> _exclude = Compile(settings.Exclude);

    public PageReason Judge(CanonicalUrl url, bool isSeed)
    {
        var path = url.PathSpan;
        if (MatchesAny(_exclude, path))
        {
            return PageReason.Excluded;
        }

        return isSeed || _include.IsEmpty || MatchesAny(_include, path) ? PageReason.None : PageReason.NotIncluded;
    }

    private static bool MatchesAny(ImmutableArray<GlobPattern> patterns, ReadOnlySpan<char> path)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(path))
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<GlobPattern> Compile(ImmutableArray<string> globs) =>
        globs.IsDefaultOrEmpty ? [] : [.. globs.Select(Compile)];

    private static GlobPattern Compile(string glob) => GlobPattern.TryParse(glob, out var pattern, out var error)
        ? pattern
        : throw new ArgumentException($"{error} Check settings with CrawlSettingsRules before they come here.", nameof(glob));
}

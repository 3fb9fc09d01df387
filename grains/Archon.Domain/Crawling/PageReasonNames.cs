using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Archon.Domain.Crawling;

/// <summary>The kebab-case names under which reasons are shown: <c>DisallowedByRobots</c> is <c>disallowed-by-robots</c>.</summary>
public static partial class PageReasonNames
{
    private static readonly FrozenDictionary<PageReason, string> Names =
        Enum.GetValues<PageReason>().ToFrozenDictionary(reason => reason, reason => Kebab(reason.ToString()));

    /// <summary>The name of a reason, or null for <see cref="PageReason.None"/>.</summary>
    public static string? ToName(this PageReason reason) => reason == PageReason.None ? null : Names[reason];

    /// <summary>True for reasons that a link gets before it becomes a page.</summary>
    public static bool IsRefusedLink(this PageReason reason) => (int)reason is >= 200 and < 300;

    private static string Kebab(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}

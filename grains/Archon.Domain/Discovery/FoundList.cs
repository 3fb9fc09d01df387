namespace Archon.Domain.Discovery;

/// <summary>A file that lists pages.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Pages">Pages it lists, each counted once; 0 for an index of sitemaps.</param>
/// <param name="InScope">Of them, those that scope, globs and the other rules let pass.</param>
public sealed record FoundList(string Url, SiteFileKind Kind, long Pages, long InScope);

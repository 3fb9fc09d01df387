namespace Archon.Grains.Pages;

/// <summary>The X-Robots-Tag header.</summary>
internal static class RobotsTag
{
    /// <summary>True when it forbids indexing for everybody. Directives for one named robot are not ours.</summary>
    public static bool IsNoIndex(string? header) =>
        header is not null && header.Split(',').Any(part => part.Trim() is var directive
            && (directive.Equals("noindex", StringComparison.OrdinalIgnoreCase) || directive.Equals("none", StringComparison.OrdinalIgnoreCase)));
}

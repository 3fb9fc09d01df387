using Archon.Fetching.Rendering;
using Archon.Silo.Hosting;

namespace Archon.Silo.Surveying;

/// <summary>Looks for the browser that a node of this machine would render with.</summary>
public static class BrowserSurvey
{
    /// <summary>What to do when there is none.</summary>
    public const string Remedy = BrowserFinder.Remedy;

    /// <summary>Its path; null when there is none, and then a sentence says where it was looked for.</summary>
    public static string? Find(out string sentence) => BrowserFinder.Find(NodeConfiguration.Read()[$"{BrowserOptions.Section}:{nameof(BrowserOptions.Path)}"], out sentence);
}

using System.Globalization;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Exporting;

/// <summary>What stands above the Markdown of an exported page.</summary>
internal static class FrontMatter
{
    public static string Of(StoredPage page) => string.Join(
        '\n',
        "---",
        $"url: {YamlText.Quote(page.Url)}",
        $"title: {YamlText.Quote(page.Title)}",
        $"crawledAt: {YamlText.Quote(page.FetchedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))}",
        "---",
        "",
        "");
}

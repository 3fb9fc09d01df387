using System.Collections.Immutable;

namespace Archon.Domain.Crawling;

/// <summary>The links of a page as one text, an address a line: what a store keeps of them.</summary>
public static class PageLinks
{
    /// <param name="links">Addresses as they stand in the page. A browser reads them without the line breaks in them, and so they are kept.</param>
    public static string Join(ImmutableArray<string> links)
    {
        // An array's join knows its length beforehand; that of a sequence grows through pooled buffers, of megabytes for an index page.
        var lines = links.Any(link => link.Contains('\n'))
            ? [.. links.Select(link => link.Replace("\n", "", StringComparison.Ordinal))]
            : links;
        return string.Join('\n', lines.AsSpan());
    }

    public static ImmutableArray<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? [] : [.. text.Split('\n')];
    }
}

namespace Archon.Agents;

/// <summary>Where the list of pages goes on: the last page's address as it is when that is short, else as one word, for it is the site's to write (<see cref="SiteText.IsShort"/>).</summary>
internal static class PageCursor
{
    /// <summary>Most characters.</summary>
    public const int MaxLength = 4_096;

    // No address begins with it.
    private const char Mark = '~';

    /// <summary>The word for a cursor.</summary>
    public static string Write(string cursor) => SiteText.IsShort(cursor) ? cursor : Mark + SourceCursor.Write(cursor);

    /// <summary>The cursor that it is the word for.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Read(string word) => word[0] == Mark ? SourceCursor.Read(word[1..]) : word;
}

using System.Collections.Frozen;

namespace Archon.Domain.Urls;

/// <summary>
/// Addresses that most servers answer with the same document: <c>/docs</c>, <c>/docs/</c> and <c>/docs/index.html</c>. Only a
/// hint: it counts when the server itself says they are the same, by a redirect or <c>rel=canonical</c>.
/// </summary>
public static class IndexFile
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = new[]
    {
        "index.html", "index.htm", "index.xhtml", "index.shtml", "index.md", "index.php", "index.asp", "index.aspx", "index.jsp",
        "default.html", "default.htm", "default.asp", "default.aspx",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// True when the addresses differ, and only by an index file or a slash at the end of the path: same origin, query and route.
    /// </summary>
    public static bool DiffersOnlyByIndexFile(CanonicalUrl a, CanonicalUrl b) =>
        a != b
        && a.OriginSpan.SequenceEqual(b.OriginSpan)
        && a.QuerySpan.SequenceEqual(b.QuerySpan)
        && a.Route == b.Route
        && Folder(a.PathSpan).SequenceEqual(Folder(b.PathSpan));

    private static ReadOnlySpan<char> Folder(ReadOnlySpan<char> path)
    {
        var slash = path.LastIndexOf('/');
        path = Names.Contains(path[(slash + 1)..]) ? path[..(slash + 1)] : path;
        return path is [.., '/'] ? path[..^1] : path;
    }
}

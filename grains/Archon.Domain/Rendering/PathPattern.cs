namespace Archon.Domain.Rendering;

/// <summary>Groups pages that one program probably writes: the first folder of the path, and how the name ends.</summary>
public static class PathPattern
{
    /// <summary>Such as <c>/docs/**.html</c> or <c>/**</c>.</summary>
    /// <param name="pathAndQuery">Path and query of a canonical URL.</param>
    public static string Of(string pathAndQuery)
    {
        var query = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? pathAndQuery : pathAndQuery[..query];
        var folder = path.IndexOf('/', Math.Min(1, path.Length));
        var name = path.LastIndexOf('/') + 1;
        var dot = path.LastIndexOf('.');
        return $"{(folder < 0 ? "" : path[..folder])}/**{(dot >= name && path.Length - dot <= 6 ? path[dot..] : "")}";
    }
}

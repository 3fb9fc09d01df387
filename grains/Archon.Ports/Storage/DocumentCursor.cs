namespace Archon.Ports.Storage;

/// <summary>Where a list of documents goes on: after the document with this URL.</summary>
public static class DocumentCursor
{
    /// <summary>The URL; empty, which is before all, for null.</summary>
    /// <exception cref="ArgumentException">It is none of a list of documents: no address begins so.</exception>
    public static string Read(string? cursor) =>
        cursor is null ? ""
        : cursor.IndexOf("://", StringComparison.Ordinal) > 0 ? cursor
        : throw new ArgumentException($"'{cursor}' is not a cursor of this list; pass NextCursor of the page before.", nameof(cursor));
}

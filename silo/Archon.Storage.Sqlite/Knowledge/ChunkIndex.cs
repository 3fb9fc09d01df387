using Archon.Domain.Search;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>
/// The full-text index of chunks: title, headings with what the passage is called (<see cref="PassageNames"/>) behind them, and text. It keeps no text of its own: to forget a row it must be
/// told exactly what it was told to keep, and what an older version kept is without the names until it was filled anew.
/// </summary>
internal static class ChunkIndex
{
    public static void Keep(SqliteDatabase database, long id, string title, string headings, string content) =>
        database["index-chunk"].Bind(id).Bind(title).Bind(Named(headings, content)).Bind(content).Run();

    /// <param name="database">The writer's.</param>
    /// <param name="id">The chunk.</param>
    /// <param name="title">The title it was indexed with.</param>
    /// <param name="headings">Its headings.</param>
    /// <param name="content">Its text.</param>
    /// <param name="unnamed">Up to which chunk the index is without names.</param>
    public static void Forget(SqliteDatabase database, long id, string title, string headings, string content, long unnamed) =>
        database["unindex-chunk"].Bind(id).Bind(title).Bind(id <= unnamed ? headings : Named(headings, content)).Bind(content).Run();

    /// <summary>Up to which chunk the index is without names; 0 when it has all.</summary>
    public static long Unnamed(SqliteDatabase database) => database["read-unnamed"].Scalar() ?? 0;

    private static string Named(string headings, string content) => PassageNames.Of(headings, content) is { Length: > 0 } names ? $"{headings} {names}" : headings;
}

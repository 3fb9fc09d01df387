using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// Which rows of an index lie where a search looks. They are listed once for a search unless they are very many; those are so large a part that some are soon found by
/// looking at one row after the other.
/// </summary>
/// <param name="scope">Where it looks.</param>
/// <param name="rows">The rows' name in statements.</param>
internal sealed class HeldRows(SearchScope scope, string rows)
{
    // A quarter of a microsecond each to list, and to look at one costs nine.
    private const int MostListed = 50_000;

    private HashSet<long>? _listed;
    private bool _isListed;

    /// <summary>The row's source has the tag, its page the path, and it the language: a chunk that of its page, code its own.</summary>
    public bool Holds(SqliteDatabase database, long id) =>
        scope.IsAll || (List(database)?.Contains(id) ?? scope.Narrow(database[rows + "-is-held"].Bind(id)).Scalar() is not null);

    /// <summary>All that the search may look at; null when it may look at everything, or at very much.</summary>
    public HashSet<long>? List(SqliteDatabase database)
    {
        if (_isListed || scope.IsAll)
        {
            return _listed;
        }

        var row = (scope.IsNarrowed ? scope.Narrow(database[rows + "-held"]) : database[rows + "-of-source"].Bind(scope.No)).Bind(MostListed + 1L);
        var listed = new HashSet<long>();
        while (row.Step())
        {
            listed.Add(row.Int64(0));
        }

        _isListed = true;
        return _listed = listed.Count > MostListed ? null : listed;
    }
}

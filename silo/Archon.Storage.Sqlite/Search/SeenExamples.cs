using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>Code results that are shown already: of the tabs of an example, and of examples that are the same or nearly so, the first is the best.</summary>
internal sealed class SeenExamples
{
    private readonly HashSet<long> _groups = [];
    private readonly HashSet<(long Document, long Begin)> _tabs = [];

    /// <summary>False when a result stands for it.</summary>
    public bool Take(SqliteDatabase database, long id)
    {
        var row = database["example-place"].Bind(id);
        if (!row.Step())
        {
            return true;
        }

        var (document, begin, group) = (row.Int64(0), row.MaybeInt64(1), row.MaybeInt64(2));
        row.Reset();
        var isNew = group is null || _groups.Add(group.Value);
        return (begin is null || _tabs.Add((document, begin.Value))) && isNew;
    }
}

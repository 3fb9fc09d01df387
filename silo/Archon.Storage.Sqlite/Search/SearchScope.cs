using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>Where a search looks; one for each search.</summary>
internal sealed class SearchScope
{
    private readonly SearchQuery _query;

    private SearchScope(long? no, long chunks, SearchQuery query)
    {
        (No, Chunks, _query) = (no, chunks, query);
        HeldChunks = new HeldRows(this, "chunk");
        HeldCode = new HeldRows(this, "code");
    }

    /// <summary>The source's number; null for all sources.</summary>
    public long? No { get; }

    /// <summary>Chunks there, at most as many of which have a vector.</summary>
    public long Chunks { get; }

    /// <summary>The chunks it looks at.</summary>
    public HeldRows HeldChunks { get; }

    /// <summary>The code it looks at.</summary>
    public HeldRows HeldCode { get; }

    /// <summary>It looks at less than whole sources.</summary>
    public bool IsNarrowed => _query.IsNarrowed;

    /// <summary>It is all that is stored.</summary>
    public bool IsAll => No is null && !IsNarrowed;

    /// <summary>Null when the source asked for does not exist.</summary>
    public static SearchScope? Find(SqliteDatabase database, SearchQuery query)
    {
        if (query.SourceId is null)
        {
            return new SearchScope(null, database["count-chunks"].Scalar() ?? 0, query);
        }

        var row = database["source-no"].Bind(query.SourceId);
        return row.Step() ? new SearchScope(row.Int64(0), row.Int64(1), query) : null;
    }

    /// <summary>The same whatever the language.</summary>
    public SearchScope OfAnyLanguage() => _query.Language is null ? this : new SearchScope(No, Chunks, _query with { Language = null });

    /// <summary>Binds a statement that matches words, chosen for this scope by name, up to its bounds.</summary>
    public Statement Matching(SqliteDatabase database, string statement, string match)
    {
        if (IsNarrowed)
        {
            return Narrow(database[statement + "-where"].Bind(match));
        }

        return No is { } one ? database[statement + "-of-source"].Bind(match).Bind(one) : database[statement].Bind(match);
    }

    /// <summary>Binds what narrows a statement.</summary>
    public Statement Narrow(Statement statement) => statement.Bind(No).Bind(_query.Tag).Bind(_query.Language).Bind(_query.Path);
}

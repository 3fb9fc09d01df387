using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>Where a search looks.</summary>
/// <param name="No">The source's number; null for all sources.</param>
/// <param name="Chunks">Chunks there, at most as many of which have a vector.</param>
/// <param name="Query">What narrows it further.</param>
internal readonly record struct SearchScope(long? No, long Chunks, SearchQuery Query)
{
    /// <summary>Chunks of a narrow search that are worth listing; a wider one finds enough of them by looking at each that is near.</summary>
    private const int MostListed = 20_000;

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

    /// <summary>Binds a statement that matches words, chosen for this scope by name, up to its bounds.</summary>
    public Statement Matching(SqliteDatabase database, string statement, string match)
    {
        if (Query.IsNarrowed)
        {
            return Narrow(database[statement + "-where"].Bind(match));
        }

        return No is { } no ? database[statement + "-of-source"].Bind(match).Bind(no) : database[statement].Bind(match);
    }

    /// <summary>The chunk's source, which is looked at, has the tag, and its page the language and the path.</summary>
    public bool Holds(SqliteDatabase database, long chunkId) => !Query.IsNarrowed || Narrow(database["chunk-is-held"].Bind(chunkId)).Scalar() is not null;

    /// <summary>The chunks that a narrow search may look at; null when it is not narrow, or they are very many.</summary>
    public HashSet<long>? Allowed(SqliteDatabase database)
    {
        if (!Query.IsNarrowed)
        {
            return null;
        }

        var allowed = new HashSet<long>();
        var row = Narrow(database["chunks-held"]).Bind(MostListed + 1L);
        while (row.Step())
        {
            allowed.Add(row.Int64(0));
        }

        return allowed.Count > MostListed ? null : allowed;
    }

    private Statement Narrow(Statement statement) => statement.Bind(No).Bind(Query.Tag).Bind(Query.Language).Bind(Query.Path);
}

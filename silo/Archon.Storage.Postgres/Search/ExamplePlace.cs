using Npgsql;

namespace Archon.Storage.Postgres.Search;

/// <summary>Where the variants of a found example are, and the group of those like it.</summary>
/// <param name="Document">Its page.</param>
/// <param name="TabsBegin">The first of its tabs there; null when it has none.</param>
/// <param name="Group">Its group; null when nothing is like it.</param>
internal readonly record struct ExamplePlace(long Document, int? TabsBegin, long? Group)
{
    // Behind what is told of code alone.
    private const int Column = 18;

    /// <summary>Nothing of both for what is no code.</summary>
    public static ExamplePlace Of(NpgsqlDataReader row) => row.FieldCount > Column
        ? new(row.GetInt64(0), row.IsDBNull(Column) ? null : row.GetInt32(Column), row.IsDBNull(Column + 1) ? null : row.GetInt64(Column + 1))
        : new(row.GetInt64(0), null, null);
}

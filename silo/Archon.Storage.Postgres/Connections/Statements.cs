using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Archon.Storage.Postgres.Connections;

/// <summary>Commands from the statements of <c>Sql/</c>, their parameters bound in order ($1, $2, …), and the columns of their rows.</summary>
internal static class Statements
{
    /// <summary>The named statement.</summary>
    public static NpgsqlBatchCommand Named(string name) => new(SqlText.Get(name));

    /// <summary>The named statement over the vectors of a model.</summary>
    public static NpgsqlBatchCommand Named(string name, int model) => new(ForModel(SqlText.Get(name), model));

    public static string ForModel(string sql, int model) =>
        sql.Replace("{model}", model.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, int value) => command.Add(value, NpgsqlDbType.Integer);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, long value) => command.Add(value, NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, double value) => command.Add(value, NpgsqlDbType.Double);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, bool value) => command.Add(value, NpgsqlDbType.Boolean);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, long? value) =>
        value is { } number ? command.Bind(number) : command.AddNull(NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, string? value) =>
        value is null ? command.AddNull(NpgsqlDbType.Text) : command.Add(PgText.Encode(value), NpgsqlDbType.Text);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, ReadOnlyMemory<byte> value) => command.Add(value, NpgsqlDbType.Bytea);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, IReadOnlyCollection<int> values) =>
        command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, IReadOnlyCollection<int?> values) =>
        command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, IReadOnlyCollection<long> values) =>
        command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, IReadOnlyCollection<bool> values) =>
        command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Boolean);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, IReadOnlyCollection<double> values) =>
        command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Double);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, float[] values) =>
        command.Add(values, NpgsqlDbType.Array | NpgsqlDbType.Real);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, IReadOnlyCollection<string?> values) =>
        command.Add(values.Select(value => value is null ? null : PgText.Encode(value)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand command, List<byte[]?> values) =>
        command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    public static string Text(this NpgsqlDataReader row, int column) => PgText.Decode(row.GetString(column));

    public static string? MaybeText(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Text(column);

    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? MaybeTime(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    private static NpgsqlBatchCommand Add<T>(this NpgsqlBatchCommand command, T value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return command;
    }

    private static NpgsqlBatchCommand AddNull(this NpgsqlBatchCommand command, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type });
        return command;
    }
}

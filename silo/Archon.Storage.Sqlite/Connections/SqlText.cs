using System.Collections.Frozen;
using System.Reflection;

namespace Archon.Storage.Sqlite.Connections;

/// <summary>
/// The statements of <c>Sql/*.sql</c> by name. In a file, <c>-- name: x</c> begins a statement; the comment after it is its reason.
/// </summary>
internal static class SqlText
{
    /// <summary>Before the name of a statement that asks the index of texts in scripts without spaces.</summary>
    public const string Unspaced = "unspaced-";

    private const string NameMark = "-- name: ";

    private static readonly Assembly Home = typeof(SqlText).Assembly;

    private static readonly FrozenDictionary<string, string> Statements =
        Read(".Sql.").SelectMany(file => Split(file.Text)).SelectMany(WithTwin).ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Statements.Keys;

    /// <summary>The migrations by number, ascending.</summary>
    public static IReadOnlyList<(int Version, string Name, string Sql)> Migrations { get; } =
        [.. Read(".Migrations.").Select(file => (VersionOf(file.Name), file.Name, file.Text)).OrderBy(migration => migration.Item1)];

    /// <exception cref="KeyNotFoundException">No file has a statement of this name.</exception>
    public static string Get(string name) => Statements.TryGetValue(name, out var sql)
        ? sql
        : throw new KeyNotFoundException($"Sql/*.sql has no statement named '{name}'.");

    private static IEnumerable<(string Name, string Text)> Read(string folder)
    {
        foreach (var resource in Home.GetManifestResourceNames())
        {
            var at = resource.IndexOf(folder, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            using var reader = new StreamReader(Home.GetManifestResourceStream(resource)!);
            yield return (resource[(at + folder.Length)..], reader.ReadToEnd());
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Split(string text)
    {
        foreach (var part in text.Split(NameMark, StringSplitOptions.RemoveEmptyEntries))
        {
            var lineEnd = part.IndexOf('\n', StringComparison.Ordinal);
            yield return new(part[..lineEnd].Trim(), part[(lineEnd + 1)..].Trim());
        }
    }

    // The index of texts in scripts without spaces has the columns of the other one, and is asked the same.
    private static IEnumerable<KeyValuePair<string, string>> WithTwin(KeyValuePair<string, string> statement) =>
        statement.Key.StartsWith("match-", StringComparison.Ordinal) || statement.Key is "count-chunks-with" or "count-code-with"
            ? [statement, new(Unspaced + statement.Key, statement.Value.Replace("chunk_fts", "unspaced_chunk_fts", StringComparison.Ordinal).Replace("code_fts", "unspaced_code_fts", StringComparison.Ordinal))]
            : [statement];

    private static int VersionOf(string name) =>
        int.Parse(name.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture);
}

using System.Collections.Frozen;
using System.Reflection;

namespace Archon.Storage.Postgres.Connections;

/// <summary>
/// The statements of <c>Sql/*.sql</c> by name. In a file, <c>-- name: x</c> begins a statement; the comment after it is its reason.
/// </summary>
internal static class SqlText
{
    private const string NameMark = "-- name: ";

    private static readonly Assembly Home = typeof(SqlText).Assembly;

    private static readonly FrozenDictionary<string, string> Statements =
        Read(".Sql.").SelectMany(file => Split(file.Text)).ToFrozenDictionary(StringComparer.Ordinal);

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
        // What stands before the first name speaks of the whole file.
        foreach (var part in text.Split(NameMark).Skip(1))
        {
            var lineEnd = part.IndexOf('\n', StringComparison.Ordinal);
            yield return new(part[..lineEnd].Trim(), part[(lineEnd + 1)..].Trim());
        }
    }

    private static int VersionOf(string name) =>
        int.Parse(name.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture);
}

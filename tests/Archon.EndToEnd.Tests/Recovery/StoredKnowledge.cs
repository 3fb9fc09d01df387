using Microsoft.Data.Sqlite;

namespace Archon.EndToEnd.Tests.Recovery;

/// <summary>
/// Everything a crawl left in an embedded store, as lines that do not depend on the order in which pages came: one a page, a
/// document, a chunk and a code example.
/// </summary>
internal static class StoredKnowledge
{
    public static async Task<IReadOnlyList<string>> ReadAsync(string dataFolder, Uri site)
    {
        await using var connection = await OpenAsync(dataFolder);
        var lines = new List<string>();
        foreach (var query in Queries)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = query;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var values = Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "-" : reader.GetValue(i).ToString());

                // Every run of the site has a port of its own.
                lines.Add(string.Join('|', values).Replace(site.Authority, "site", StringComparison.Ordinal));
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>Every code example, with the path of its page.</summary>
    public static async Task<IReadOnlyList<(string Path, string Code)>> ReadCodeAsync(string dataFolder)
    {
        await using var connection = await OpenAsync(dataFolder);
        await using var command = connection.CreateCommand();
        command.CommandText = "select d.url, e.code from code_example e join document d on d.no = e.document_no";
        await using var reader = await command.ExecuteReaderAsync();
        var examples = new List<(string Path, string Code)>();
        while (await reader.ReadAsync())
        {
            examples.Add((new Uri(reader.GetString(0)).AbsolutePath, reader.GetString(1)));
        }

        return examples;
    }

    private static async Task<SqliteConnection> OpenAsync(string dataFolder)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, "archon.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        var connection = new SqliteConnection(builder.ToString());
        await connection.OpenAsync();
        return connection;
    }

    private static readonly string[] Queries =
    [
        "select 'page', url, state, reason, depth from page",
        "select 'document', url, title, content_hash, markdown from document",
        "select 'chunk', d.url, c.ordinal, c.range_start, c.range_end, c.tokens, c.headings, c.content from chunk c join document d on d.no = c.document_no",
        "select 'vector', d.url, c.ordinal from chunk_vector v join chunk c on c.id = v.chunk_id join document d on d.no = c.document_no",
        "select 'code', d.url, e.ordinal, e.language, e.code from code_example e join document d on d.no = e.document_no",
        "select 'refused', url, reason from refused_link",
        "select 'indexed', count(*) from chunk_fts where chunk_fts match 'index'",
    ];
}

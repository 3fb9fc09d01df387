using Microsoft.Data.Sqlite;

namespace Archon.EndToEnd.Tests.Cli;

/// <summary>The Markdown of every page of an embedded store, as it lies there.</summary>
internal static class StoredMarkdown
{
    public static async Task<IReadOnlyList<string>> ReadAsync(string dataFolder)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, "archon.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var connection = new SqliteConnection(builder.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "select markdown from document order by url";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var documents = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            documents.Add(reader.GetString(0));
        }

        return documents;
    }
}

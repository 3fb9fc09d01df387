using Microsoft.Data.Sqlite;

namespace Archon.EndToEnd.Tests.Crawls;

/// <summary>Looks into the file of a node's store.</summary>
internal static class StoredVectors
{
    /// <summary>The models that vectors are stored of.</summary>
    public static async Task<List<string>> ModelsAsync(string folder)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "archon.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var connection = new SqliteConnection(builder.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "select distinct model.name from chunk_vector join model on model.no = chunk_vector.model_no";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}

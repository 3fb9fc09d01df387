using Archon.Ports.Storage;
using Npgsql;

namespace Archon.Storage.Postgres.Connections;

/// <summary>
/// Brings the database to the newest schema. Each migration is a transaction of its own that begins by taking one lock, so of many
/// processes that start at once one applies it and the others find it applied.
/// </summary>
internal sealed class SchemaMigrator(PostgresDatabase database)
{
    /// <summary>Who migrates has it.</summary>
    internal const long LockKey = 0x4152_4348_4F4E_0001;

    // Seconds to wait for others who migrate, and for a migration of many rows.
    private const int Patience = 600;

    /// <exception cref="StorageUnavailableException">The database cannot be used; the message says why.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        foreach (var (version, name, sql) in SqlText.Migrations)
        {
            await database.RunAsync(connection => ApplyAsync(connection, version, name, sql, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> ApplyAsync(NpgsqlConnection connection, int version, string name, string sql, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, FormattableString.Invariant($"SELECT pg_advisory_xact_lock({LockKey})"), cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY)", cancellationToken).ConfigureAwait(false);
        var current = await CurrentAsync(connection, cancellationToken).ConfigureAwait(false);
        var known = SqlText.Migrations[^1].Version;
        if (current > known)
        {
            throw new StorageUnavailableException(
                $"The database {database.Server} has schema version {current} and this program knows {known} at most; use a newer program.");
        }

        if (current < version)
        {
            try
            {
                await ExecuteAsync(connection, sql, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.UndefinedFile
                && exception.MessageText.Contains("vector", StringComparison.Ordinal))
            {
                throw new StorageUnavailableException(
                    $"PostgreSQL at {database.Server} has no pgvector ({name}: {exception.MessageText}); install the extension on the server (Debian: postgresql-17-pgvector).",
                    exception);
            }

            await ExecuteAsync(connection, FormattableString.Invariant($"INSERT INTO schema_version (version) VALUES ({version})"), cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<int> CurrentAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM schema_version", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Patience };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

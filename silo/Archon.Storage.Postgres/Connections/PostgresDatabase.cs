using Archon.Ports.Storage;
using Npgsql;

namespace Archon.Storage.Postgres.Connections;

/// <summary>
/// The one way to the server: opens a pooled connection, sends what is to be sent, tries again what lost a race, and turns what went
/// wrong with the server into <see cref="StorageUnavailableException"/>.
/// </summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private const string PoolSize = "Maximum Pool Size";
    private const int MostAttempts = 10;

    private readonly NpgsqlDataSource _source;

    // Plans belong to a connection, and a pool hands its connections round in turn. Those of a page commit take 20 ms to make, so commits
    // have a few connections of their own.
    private readonly NpgsqlDataSource _committing;

    public PostgresDatabase(PostgresOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            // Every statement here is one of a hundred, sent again and again.
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            IncludeErrorDetail = true,
            // Nothing is set for a session here, so there is nothing to set back.
            NoResetOnClose = true,
        };
        settings.ApplicationName ??= "archon";
        if (!settings.ShouldSerialize(PoolSize))
        {
            settings.MaxPoolSize = Math.Max(PostgresOptions.DefaultPoolSize, settings.MinPoolSize);
        }

        Server = $"{settings.Host}:{settings.Port}/{settings.Database}";
        MostConnections = settings.MaxPoolSize + PostgresOptions.CommitPoolSize;
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        settings.MaxPoolSize = PostgresOptions.CommitPoolSize;
        settings.MinPoolSize = 0;
        _committing = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>Connections that it may open.</summary>
    public int MostConnections { get; }

    /// <summary>Host, port and database, for people.</summary>
    public string Server { get; }

    /// <summary>Runs work on a connection of its own. It may run again when it lost against somebody else, so it changes nothing but rows.</summary>
    public Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) => RunAsync(_source, work, cancellationToken);

    /// <summary>Sends a page commit and reads the answer.</summary>
    public Task<T> CommitAsync<T>(Func<NpgsqlBatchCommand> statement, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(_committing, connection => SendAsync(connection, [statement()], read, cancellationToken), cancellationToken);

    private async Task<T> RunAsync<T>(NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                return await work(connection).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (StorageFaults.IsLostRace(exception) && attempt < MostAttempts)
            {
                // Whoever lost waits a little longer each time, and not as long as the others.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 * attempt)), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (StorageFaults.Translate(exception, Server, cancellationToken) is StorageUnavailableException fault)
            {
                // The other pooled connections are as dead as this one.
                _source.Clear();
                _committing.Clear();
                throw fault;
            }
            catch (ObjectDisposedException)
            {
                throw new ObjectDisposedException(nameof(PostgresStore));
            }
        }
    }

    /// <summary>Sends statements in one round trip and one transaction, and reads the answer.</summary>
    public Task<T> SendAsync<T>(
        Func<IEnumerable<NpgsqlBatchCommand>> statements, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(connection => SendAsync(connection, statements(), read, cancellationToken), cancellationToken);

    /// <summary>Sends one statement and reads its rows.</summary>
    public Task<List<T>> ListAsync<T>(Func<NpgsqlBatchCommand> statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        SendAsync(() => [statement()], (reader, token) => ReadAllAsync(reader, read, token), cancellationToken);

    /// <summary>Sends statements whose rows do not matter, in one round trip and one transaction; the rows they changed.</summary>
    public Task<int> ChangeAsync(Func<IEnumerable<NpgsqlBatchCommand>> statements, CancellationToken cancellationToken) =>
        RunAsync(connection => ExecuteAsync(connection, statements(), cancellationToken), cancellationToken);

    /// <summary>
    /// Runs work that decides between statements in a transaction. The server ends it when this process freezes in the middle.
    /// </summary>
    public Task<T> InTransactionAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(connection, [new("SET LOCAL idle_in_transaction_session_timeout = '5s'")], cancellationToken).ConfigureAwait(false);
                var result = await work(connection).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return result;
            },
            cancellationToken);

    /// <summary>
    /// As <see cref="InTransactionAsync"/>, and the caller may take the change back until it is committed, whatever the server does: then it is
    /// cancelled at once and certainly not made. The connection is left to itself, for to cancel a statement means to ask the server, too.
    /// </summary>
    /// <exception cref="StorageUnavailableException">With <see cref="StorageUnavailableException.IsOutcomeUnknown"/> when the commit was sent and not answered.</exception>
    public async Task<T> WithdrawableAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        var change = new Withdrawal();
        var running = RunAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None).ConfigureAwait(false);
                await ExecuteAsync(connection, [new("SET LOCAL idle_in_transaction_session_timeout = '5s'")], CancellationToken.None).ConfigureAwait(false);
                var result = await work(connection).ConfigureAwait(false);
                change.BeginCommit(cancellationToken);
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return result;
            },
            CancellationToken.None);
        try
        {
            return await running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!change.TryWithdraw())
        {
            return await Withdrawal.AnswerAsync(running, Server).ConfigureAwait(false);
        }
        catch (StorageUnavailableException fault) when (change.IsCommitting)
        {
            throw new StorageUnavailableException(fault.Message, fault) { IsOutcomeUnknown = true };
        }
    }

    public static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> statements, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        return await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public static async Task<List<T>> QueryAsync<T>(
        NpgsqlConnection connection, NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(statement);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAllAsync(reader, read, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<List<T>> ReadAllAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        await _committing.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Sends statements in one round trip on a connection that is there, and reads the answer.</summary>
    public static async Task<T> SendAsync<T>(
        NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> statements, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await read(reader, cancellationToken).ConfigureAwait(false);
    }
}

using System.Net.Sockets;
using Archon.Ports.Storage;
using Npgsql;

namespace Archon.Storage.Postgres.Connections;

/// <summary>Tells what is wrong with the server from what is wrong with a statement, in sentences that help.</summary>
internal static class StorageFaults
{
    /// <summary>Serialisation failure or deadlock: somebody else was first, and trying again is right.</summary>
    public static bool IsLostRace(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>
    /// The server does not answer at all, or is on its way up or down; waiting may help. A wrong user, password or database is not that.
    /// </summary>
    public static bool MeansAway(Exception? exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        SocketException socket => socket.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.TimedOut
            or SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkUnreachable or SocketError.TryAgain
            // In a cluster of containers a name comes up with what it names.
            or SocketError.HostNotFound,
        // A proxy that has no server behind it yet hangs up.
        TimeoutException or EndOfStreamException => true,
        AggregateException several => several.InnerExceptions.Any(MeansAway),
        _ => exception is not null && MeansAway(exception.InnerException),
    };

    /// <summary>The exception to hand to a caller: a fault of the server as such, everything else unchanged.</summary>
    public static Exception Translate(Exception exception, string server, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException || cancellationToken.IsCancellationRequested)
        {
            return exception;
        }

        var sentence = exception switch
        {
            PostgresException postgres => Sentence(postgres, server),
            NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
                $"PostgreSQL at {server} does not answer ({exception.GetBaseException().Message.TrimEnd('.')}); it hangs, has too much to do, or something in between drops what it is sent.",
            NpgsqlException { InnerException: SocketException or IOException } or SocketException or IOException =>
                $"PostgreSQL at {server} cannot be reached: {exception.GetBaseException().Message}",
            NpgsqlException { IsTransient: true } => $"PostgreSQL at {server} cannot be reached: {exception.Message}",
            // The connection broke while it was being used.
            NpgsqlException when exception.Message.Contains("connection", StringComparison.OrdinalIgnoreCase) =>
                $"The connection to PostgreSQL at {server} was lost: {exception.Message}",
            _ => null,
        };
        return sentence is null ? exception : new StorageUnavailableException(sentence, exception);
    }

    private static string? Sentence(PostgresException exception, string server) => exception.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"PostgreSQL at {server} refuses the user: {exception.MessageText}; check Archon:Postgres:ConnectionString.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"PostgreSQL at {server} has no such database: {exception.MessageText}; create it or check Archon:Postgres:ConnectionString.",
        PostgresErrorCodes.InsufficientPrivilege when exception.MessageText.Contains("extension", StringComparison.Ordinal) =>
            $"PostgreSQL at {server} does not allow it: {exception.MessageText}; let a superuser run CREATE EXTENSION vector in the database.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"PostgreSQL at {server} does not allow it: {exception.MessageText}; the user must be allowed to create tables in the database.",
        PostgresErrorCodes.InvalidSchemaName =>
            $"PostgreSQL at {server} has no schema to make tables in: {exception.MessageText}; CREATE SCHEMA public in the database, or name one with Search Path in Archon:Postgres:ConnectionString.",
        PostgresErrorCodes.TooManyConnections =>
            $"PostgreSQL at {server} has no connection left; raise max_connections or lower the nodes' Maximum Pool Size.",
        PostgresErrorCodes.DiskFull => $"The disk of PostgreSQL at {server} is full; make room.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"PostgreSQL at {server} is read-only, a standby perhaps; connect to the primary.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            $"PostgreSQL at {server} is restarting: {exception.MessageText}",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedColumn =>
            $"The database at {server} lacks the schema of this program: {exception.MessageText}",
        // 25P03: the server ended a transaction whose client had stopped.
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable or "25P03" =>
            $"PostgreSQL at {server} gave up waiting: {exception.MessageText}",
        // Still a lost race, after every attempt.
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            $"PostgreSQL at {server} is too busy with the same rows: {exception.MessageText}",
        // 08: connection, 53: resources, 57: operator, 58: system.
        var state when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal) =>
            $"PostgreSQL at {server} cannot do its work: {exception.MessageText} ({state})",
        _ => null,
    };
}

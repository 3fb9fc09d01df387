using System.Collections.Immutable;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Knowledge;
using Npgsql;

namespace Archon.Storage.Postgres.Surveying;

/// <summary>Looks at a database without changing it: it makes no schema and works with any, newer ones too.</summary>
public static class PostgresSurvey
{
    // Of several askings the quickest tells the time best.
    private const int ClockQuestions = 3;
    private const int ActiveStatus = 3;

    // Whoever looks for what is wrong waits in front of a terminal; a server that takes longer for a question is of no use to a node either.
    private const int PatienceInSeconds = 4;

    /// <summary>The same connection string, and nothing waits for the server for longer than four seconds.</summary>
    public static string Impatient(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Timeout = settings.Timeout is > 0 and < PatienceInSeconds ? settings.Timeout : PatienceInSeconds;
        settings.CommandTimeout = settings.CommandTimeout is > 0 and < PatienceInSeconds ? settings.CommandTimeout : PatienceInSeconds;

        // A question that is given up is taken back at the server, which does not hear of it.
        settings.CancellationTimeout = -1;
        return settings.ConnectionString;
    }

    /// <summary>How the database stands, for a node with these options and this embedder.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be asked; the message says why.</exception>
    public static async Task<PostgresFacts> ReadAsync(
        PostgresOptions options, (string Model, int Dimensions) embedder, string clusterId, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var database = new PostgresDatabase(options);
        var (facts, hasSchema) = (await database.ListAsync(
            () => Statements.Named("survey-server"),
            row => (
                new PostgresFacts
                {
                    Server = database.Server,
                    Version = row.GetString(0),
                    VersionNumber = row.GetInt32(1),
                    IsReadOnly = row.GetBoolean(2),
                    MayCreate = row.GetBoolean(3),
                    Pgvector = row.MaybeText(4),
                    PgvectorAvailable = row.MaybeText(5),
                    MayMakePgvector = row.GetBoolean(6),
                    SchemaVersion = 0,
                    KnownSchemaVersion = SqlText.Migrations[^1].Version,
                    MaxConnections = row.GetInt32(8),
                    Connections = row.GetInt32(9),
                    ClockAhead = TimeSpan.Zero,
                    HasSearchPath = row.GetBoolean(10),
                },
                row.GetBoolean(7)),
            cancellationToken).ConfigureAwait(false))[0];
        facts = facts with { ClockAhead = await ReadClockAsync(database, clock, cancellationToken).ConfigureAwait(false) };
        if (!hasSchema)
        {
            return facts;
        }

        facts = facts with
        {
            SchemaVersion = (await database.ListAsync(() => Statements.Named("survey-schema"), row => row.GetInt32(0), cancellationToken).ConfigureAwait(false))[0],
        };
        return facts.SchemaVersion != facts.KnownSchemaVersion
            ? facts
            : facts with
            {
                Cluster = (await database.ListAsync(() => Statements.Named("cluster-name"), row => row.Text(0), cancellationToken).ConfigureAwait(false)).FirstOrDefault(),
                Conflict = await new VectorModels(database)
                    .FindConflictAsync(embedder.Model, embedder.Dimensions, options.ReplaceEmbeddingModel, cancellationToken).ConfigureAwait(false),
                Members = await ReadMembersAsync(database, clusterId, cancellationToken).ConfigureAwait(false),
            };
    }

    private static async Task<TimeSpan> ReadClockAsync(PostgresDatabase database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var best = (Took: TimeSpan.MaxValue, Ahead: TimeSpan.Zero);
        for (var n = 0; n < ClockQuestions; n++)
        {
            var before = clock.GetUtcNow();
            var since = clock.GetTimestamp();
            var there = (await database.ListAsync(
                () => Statements.Named("survey-clock"), row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken).ConfigureAwait(false))[0];
            var took = clock.GetElapsedTime(since);
            if (took < best.Took)
            {
                // It was looked at somewhere between, half-way as a rule.
                best = (took, before + (took / 2) - there);
            }
        }

        return best.Ahead;
    }

    private static async Task<ImmutableArray<MemberFacts>> ReadMembersAsync(PostgresDatabase database, string clusterId, CancellationToken cancellationToken) =>
    [
        .. await database.ListAsync(
            () => Statements.Named("survey-members").Bind(clusterId),
            row => new MemberFacts(
                row.GetString(0),
                row.GetString(1),
                row.GetInt32(2),
                row.GetInt32(3) == ActiveStatus,
                TimeSpan.FromSeconds(row.GetDouble(4)),
                TimeSpan.FromSeconds(row.GetDouble(5)),
                row.GetBoolean(6)),
            cancellationToken).ConfigureAwait(false),
    ];
}

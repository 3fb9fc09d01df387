using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>
/// Folds stored vectors into the HNSW index, in the background and in slices. What is not folded yet is compared one by one, which is
/// exact and takes some 5 µs a vector of 1,024 dimensions; so it begins when <see cref="Enough"/> wait, and a small store has no graph at all. It
/// begins when no vectors have come for a while, so that it takes nothing from a crawl, unless <see cref="TooMany"/> wait.
/// </summary>
internal sealed class VectorFolder(PostgresDatabase database, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Vectors that may wait: about 50 ms of a search.</summary>
    public const int Enough = 10_000;

    /// <summary>Vectors that are folded even while others come: about half a second of a search.</summary>
    public const int TooMany = 100_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private const int Slice = 64;
    private const int Step = 512;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _folding = Task.CompletedTask;
    private long _lastNoted;
    private int _disposed;

    /// <summary>Says that vectors were stored.</summary>
    public void Note(VectorModel model)
    {
        if (!model.IsIndexed)
        {
            return;
        }

        lock (_gate)
        {
            _lastNoted = clock.GetTimestamp();
            if (_folding.IsCompleted && !_stopping.IsCancellationRequested)
            {
                _folding = FoldWhenQuietAsync(model);
            }
        }
    }

    /// <summary>Folds until at most this many wait. Never fails.</summary>
    public async Task FoldAsync(VectorModel model, int leave)
    {
        try
        {
            while (await CountAsync(model, leave + 1).ConfigureAwait(false) > leave
                && await database.InTransactionAsync(connection => FoldSliceAsync(connection, model), _stopping.Token).ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            // They stay where search finds them; the next vectors ask again.
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Every port of storage is this store, so a host that ends disposes of it once for each.
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _folding.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task FoldWhenQuietAsync(VectorModel model)
    {
        try
        {
            long wait = long.MaxValue;
            while (wait > Enough && !_stopping.IsCancellationRequested)
            {
                if (clock.GetElapsedTime(Interlocked.Read(ref _lastNoted)) < Quiet)
                {
                    await Task.Delay(Quiet, clock, _stopping.Token).ConfigureAwait(false);
                }

                wait = await CountAsync(model, TooMany + 1).ConfigureAwait(false);
                if ((wait > TooMany || clock.GetElapsedTime(Interlocked.Read(ref _lastNoted)) >= Quiet) && wait > Enough)
                {
                    await FoldAsync(model, (int)wait - Step).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            // They stay where search finds them; the next vectors ask again.
        }
    }

    private async Task<long> CountAsync(VectorModel model, int most) =>
        (await database.ListAsync(() => Statements.Named("count-unindexed", model.No).Bind(most), row => row.GetInt64(0), _stopping.Token).ConfigureAwait(false))[0];

    private static bool IsExpected(Exception exception) =>
        exception is OperationCanceledException or ObjectDisposedException or StorageUnavailableException or NpgsqlException;

    /// <summary>False when another node is at it, or nothing can be folded now.</summary>
    private async Task<bool> FoldSliceAsync(NpgsqlConnection connection, VectorModel model) =>
        (await PostgresDatabase.QueryAsync(connection, Statements.Named("try-folding", model.No), row => row.GetBoolean(0), _stopping.Token).ConfigureAwait(false))[0]
        && await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("fold-vectors", model.No).Bind(Slice)], _stopping.Token).ConfigureAwait(false) > 0;
}

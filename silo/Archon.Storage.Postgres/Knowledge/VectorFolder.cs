using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>
/// Folds stored vectors into the HNSW index, in the background and in slices. What is not folded yet is compared one by one, which is
/// exact and takes some 5 µs a vector of 1,024 dimensions; so it begins when <see cref="Enough"/> wait, and a small store has no graph at all.
/// </summary>
internal sealed class VectorFolder(PostgresDatabase database) : IAsyncDisposable
{
    /// <summary>Vectors that may wait: about 50 ms of a search.</summary>
    public const int Enough = 10_000;

    private const int Slice = 64;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _folding = Task.CompletedTask;
    private int _noted = Enough;

    /// <summary>Counts stored vectors, and looks from time to time whether enough are waiting.</summary>
    public void Note(VectorModel model, int vectors)
    {
        lock (_gate)
        {
            _noted += vectors;
            if (_noted < Enough / 4 || !_folding.IsCompleted)
            {
                return;
            }

            _noted = 0;
            _folding = FoldAsync(model, Enough);
        }
    }

    /// <summary>Folds until at most this many wait. Never fails.</summary>
    public async Task FoldAsync(VectorModel model, int leave)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (await CountAsync(model, leave + 1).ConfigureAwait(false) > leave
                && await database.InTransactionAsync(connection => FoldSliceAsync(connection, model), _stopping.Token).ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or StorageUnavailableException or NpgsqlException)
        {
            // They stay where search finds them; the next vectors ask again.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _folding.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task<long> CountAsync(VectorModel model, int most) =>
        (await database.ListAsync(() => Statements.Named("count-unindexed", model.No).Bind(most), row => row.GetInt64(0), _stopping.Token).ConfigureAwait(false))[0];

    /// <summary>False when another node is at it, or nothing can be folded now.</summary>
    private async Task<bool> FoldSliceAsync(NpgsqlConnection connection, VectorModel model) =>
        (await PostgresDatabase.QueryAsync(connection, Statements.Named("try-folding", model.No), row => row.GetBoolean(0), _stopping.Token).ConfigureAwait(false))[0]
        && await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("fold-vectors", model.No).Bind(Slice)], _stopping.Token).ConfigureAwait(false) > 0;
}

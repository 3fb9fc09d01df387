using System.Collections.Concurrent;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>The models that vectors are of. Each has a number and a table; they are never taken away, and change their length only while
/// nothing is stored, so what is known stays true.</summary>
internal sealed class VectorModels(PostgresDatabase database)
{
    private readonly ConcurrentDictionary<string, VectorModel> _known = new(StringComparer.Ordinal);

    /// <summary>The model when it was used before, else null.</summary>
    public async Task<VectorModel?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        return await ReadAsync(name, cancellationToken).ConfigureAwait(false) is { } found ? _known.GetOrAdd(name, found) : null;
    }

    /// <summary>The model, with its table made when it is new.</summary>
    /// <exception cref="StorageUnavailableException">The model's vectors in the database have another length.</exception>
    public async Task<VectorModel> UseAsync(string name, int dimensions, CancellationToken cancellationToken)
    {
        var model = await MakeAsync(name, dimensions, cancellationToken).ConfigureAwait(false);
        return model.Dimensions == dimensions ? model : throw new StorageUnavailableException(OfOtherLength(name, model.Dimensions, dimensions).Sentence);
    }

    /// <summary>
    /// Makes this model the cluster's, and the only one that embeds. A node that was set up with another one by mistake would have everything embedded anew,
    /// so it is refused, unless it is told to replace the model.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The cluster embeds with another model.</exception>
    public async Task DeclareAsync(string name, int dimensions, bool replace, CancellationToken cancellationToken)
    {
        if (await FindConflictAsync(name, dimensions, replace, cancellationToken).ConfigureAwait(false) is { } conflict)
        {
            throw new StorageUnavailableException(conflict.Sentence);
        }

        var model = await MakeAsync(name, dimensions, cancellationToken).ConfigureAwait(false);
        if (model.Dimensions != dimensions)
        {
            model = await ResizeAsync(name, model.No, dimensions, cancellationToken).ConfigureAwait(false);
        }

        if (await ReadCurrentAsync(cancellationToken).ConfigureAwait(false) is not { } current || current.No != model.No)
        {
            await database.ChangeAsync(
                () => [Statements.Named("drop-current-model").Bind(model.No), Statements.Named("declare-model").Bind(model.No)], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>False when the cluster embeds with another model now.</summary>
    public async Task<bool> MayEmbedAsync(string name, CancellationToken cancellationToken) =>
        await ReadCurrentAsync(cancellationToken).ConfigureAwait(false) is not { } current || current.Name == name;

    /// <summary>Why a node with this model would be refused; null when it would not. It changes nothing.</summary>
    public async Task<ModelConflict?> FindConflictAsync(string name, int dimensions, bool replace, CancellationToken cancellationToken)
    {
        var same = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
        if (same is not null && same.Dimensions != dimensions && await HasVectorsAsync(same.No, cancellationToken).ConfigureAwait(false))
        {
            return OfOtherLength(name, same.Dimensions, dimensions);
        }

        if (same?.Dimensions != dimensions && dimensions is < 1 or > VectorModel.MostDimensions)
        {
            return TooLong(name, dimensions);
        }

        return !replace && await ReadCurrentAsync(cancellationToken).ConfigureAwait(false) is { } current && current.Name != name
            && await HasVectorsAsync(current.No, cancellationToken).ConfigureAwait(false)
                ? new ModelConflict(
                    $"The database {database.Server} holds vectors of the model {current.Name} ({current.Dimensions} dimensions), and this node embeds with {name} ({dimensions})",
                    $"Configure {current.Name} again, or set Archon:Postgres:ReplaceEmbeddingModel to true on every node; all chunks are then embedded anew, and until "
                    + "they are, found by the vectors that they have. A node that still embeds with the other model embeds nothing more.")
                : null;
    }

    private static ModelConflict TooLong(string name, int dimensions) => new(
        $"The model {name} gives vectors of {dimensions} dimensions, and PostgreSQL compares {VectorModel.MostDimensions} at most", "Choose a model with fewer.");

    private ModelConflict OfOtherLength(string name, int there, int here) => new(
        $"The database {database.Server} holds vectors of the model {name} with {there} dimensions, and this node's have {here}",
        "Vectors of different lengths cannot be compared: configure the former length, or give the model another name.");

    private async Task<VectorModel> MakeAsync(string name, int dimensions, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } model)
        {
            return model;
        }

        if (dimensions is < 1 or > VectorModel.MostDimensions)
        {
            throw new StorageUnavailableException(TooLong(name, dimensions).Sentence);
        }

        var rows = await database.ListAsync(
            () => Statements.Named("use-model").Bind(name).Bind(dimensions), row => new VectorModel(row.GetInt32(0), row.GetInt32(1)), cancellationToken).ConfigureAwait(false);
        return _known.GetOrAdd(name, rows[0]);
    }

    // Nothing is stored of it yet, so its table takes the new length.
    private async Task<VectorModel> ResizeAsync(string name, int no, int dimensions, CancellationToken cancellationToken)
    {
        await database.InTransactionAsync(
            async connection =>
            {
                await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("lock-vectors", no)], cancellationToken).ConfigureAwait(false);
                var stored = await PostgresDatabase.QueryAsync(connection, Statements.Named("has-vectors", no), row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false);
                if (stored[0])
                {
                    var there = await PostgresDatabase.QueryAsync(
                        connection, Statements.Named("find-model").Bind(name), row => row.GetInt32(1), cancellationToken).ConfigureAwait(false);
                    throw new StorageUnavailableException(OfOtherLength(name, there[0], dimensions).Sentence);
                }

                // Made anew: whether there is an index of neighbours depends on the length.
                return await PostgresDatabase.ExecuteAsync(
                    connection,
                    [Statements.Named("drop-vectors", no), Statements.Named("make-model").Bind(no).Bind(dimensions), Statements.Named("resize-model").Bind(no).Bind(dimensions)],
                    cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return _known[name] = new VectorModel(no, dimensions);
    }

    private async Task<VectorModel?> ReadAsync(string name, CancellationToken cancellationToken) => (await database.ListAsync(
        () => Statements.Named("find-model").Bind(name), row => new VectorModel(row.GetInt32(0), row.GetInt32(1)), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    private async Task<(int No, string Name, int Dimensions)?> ReadCurrentAsync(CancellationToken cancellationToken) => await database.ListAsync(
        () => Statements.Named("current-model"), row => (No: row.GetInt32(0), Name: row.Text(1), Dimensions: row.GetInt32(2)), cancellationToken).ConfigureAwait(false) is [var model]
            ? model
            : null;

    private async Task<bool> HasVectorsAsync(int no, CancellationToken cancellationToken) =>
        (await database.ListAsync(() => Statements.Named("has-vectors", no), row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false))[0];
}

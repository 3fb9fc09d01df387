using System.Collections.Concurrent;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>The models that vectors are of. Each has a number and a table; they are never taken away, so what is known stays true.</summary>
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

        var rows = await database.ListAsync(
            () => Statements.Named("find-model").Bind(name), row => new VectorModel(row.GetInt32(0), row.GetInt32(1)), cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : _known.GetOrAdd(name, rows[0]);
    }

    /// <summary>The model, with its table made when it is new.</summary>
    /// <exception cref="StorageUnavailableException">The database holds vectors of this model that have another length.</exception>
    public async Task<VectorModel> UseAsync(string name, int dimensions, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } model)
        {
            if (dimensions is < 1 or > VectorModel.MostDimensions)
            {
                throw new StorageUnavailableException(
                    $"The model {name} gives vectors of {dimensions} dimensions; PostgreSQL compares {VectorModel.MostDimensions} at most. Choose a model with fewer.");
            }

            var rows = await database.ListAsync(
                () => Statements.Named("use-model").Bind(name).Bind(dimensions),
                row => new VectorModel(row.GetInt32(0), row.GetInt32(1)),
                cancellationToken).ConfigureAwait(false);
            model = _known.GetOrAdd(name, rows[0]);
        }

        return model.Dimensions == dimensions
            ? model
            : throw new StorageUnavailableException(
                $"The database {database.Server} holds vectors of the model {name} with {model.Dimensions} dimensions, and this node's have {dimensions}. "
                + "Vectors of different lengths cannot be compared: configure the former length, or give the model another name.");
    }

    /// <summary>
    /// Makes this model the cluster's. Two models at once would take each other's place for ever, chunk by chunk, so a node with
    /// another model than the cluster's is refused, unless it is told to replace it.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The cluster embeds with another model.</exception>
    public async Task DeclareAsync(string name, int dimensions, bool replace, CancellationToken cancellationToken)
    {
        var model = await UseAsync(name, dimensions, cancellationToken).ConfigureAwait(false);
        var current = await database.ListAsync(
            () => Statements.Named("current-model"), row => (No: row.GetInt32(0), Name: row.Text(1), Dimensions: row.GetInt32(2)), cancellationToken).ConfigureAwait(false);
        if (current.Count > 0 && current[0].No != model.No && !replace
            && (await database.ListAsync(() => Statements.Named("has-vectors", current[0].No), row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false))[0])
        {
            throw new StorageUnavailableException(
                $"The database {database.Server} holds vectors of the model {current[0].Name} ({current[0].Dimensions} dimensions), and this node embeds with {name} "
                + $"({dimensions}). They are never mixed: configure {current[0].Name} again, or set Archon:Postgres:ReplaceEmbeddingModel to true on every node "
                + "and crawl each source again; until its chunks are embedded anew, a source is found by words only.");
        }

        if (current.Count == 0 || current[0].No != model.No)
        {
            await database.ChangeAsync(
                () => [Statements.Named("drop-current-model").Bind(model.No), Statements.Named("declare-model").Bind(model.No)], cancellationToken).ConfigureAwait(false);
        }
    }
}

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>A model that embeds, as the database knows it.</summary>
/// <param name="No">Its number, which is in its table's name.</param>
/// <param name="Dimensions">Length of its vectors.</param>
internal sealed record VectorModel(int No, int Dimensions)
{
    /// <summary>What an HNSW index of halfvec takes.</summary>
    public const int MostDimensions = 4000;

    /// <summary>What fits a page of a table, so that a scan reads one table and not two.</summary>
    public const int MostInARow = 3500;
}

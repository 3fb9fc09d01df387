namespace Archon.Storage.Postgres.Knowledge;

/// <summary>A model that embeds, as the database knows it.</summary>
/// <param name="No">Its number, which is in its table's name.</param>
/// <param name="Dimensions">Length of its vectors.</param>
internal sealed record VectorModel(int No, int Dimensions)
{
    /// <summary>What a halfvec holds.</summary>
    public const int MostDimensions = 16_000;

    /// <summary>What an HNSW index of halfvec takes.</summary>
    public const int MostIndexed = 4_000;

    /// <summary>There is an index of neighbours; else each vector is compared.</summary>
    public bool IsIndexed => Dimensions <= MostIndexed;
}

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>What became of a document by being stored.</summary>
internal enum DocumentChange
{
    /// <summary>The source did not have it.</summary>
    Added,

    /// <summary>It took the place of another.</summary>
    Changed,

    /// <summary>It is stored as it came, and stays.</summary>
    Unchanged,
}

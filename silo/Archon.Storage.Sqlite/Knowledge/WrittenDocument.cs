namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>A document that is stored now.</summary>
/// <param name="SourceNo">Its source.</param>
/// <param name="No">Its number.</param>
/// <param name="Change">What became of it.</param>
/// <param name="ChunksEmbedded">How many of its chunks have a vector already.</param>
internal readonly record struct WrittenDocument(long SourceNo, long No, DocumentChange Change, int ChunksEmbedded);

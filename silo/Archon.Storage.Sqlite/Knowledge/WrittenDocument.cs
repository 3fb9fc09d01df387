namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>A document that is stored now.</summary>
internal readonly record struct WrittenDocument(long SourceNo, long No, DocumentChange Change);

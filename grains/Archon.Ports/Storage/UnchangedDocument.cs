namespace Archon.Ports.Storage;

/// <summary>The server's word that a document is still as it is stored.</summary>
/// <param name="ETag">ETag as sent with it; null leaves the stored one.</param>
/// <param name="LastModified">Last-Modified as sent with it; null leaves the stored one.</param>
public sealed record UnchangedDocument(string? ETag, string? LastModified);

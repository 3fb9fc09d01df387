using System.Collections.Immutable;

namespace Archon.Ports.Storage;

/// <summary>What a server can be asked by whether a stored document has changed, and what must be known of it when it has not.</summary>
/// <param name="ETag">ETag as sent.</param>
/// <param name="LastModified">Last-Modified as sent.</param>
/// <param name="Reading">How it was read.</param>
/// <param name="Links">What it links to, before any rule.</param>
/// <param name="Signature">By what its text is told from one that is nearly the same; 0 for none.</param>
public sealed record DocumentVersion(string? ETag, string? LastModified, string Reading, ImmutableArray<string> Links, long Signature);

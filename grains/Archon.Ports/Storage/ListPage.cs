using System.Collections.Immutable;

namespace Archon.Ports.Storage;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows, in the list's order.</param>
/// <param name="NextCursor">Where the next page begins; null at the end. Opaque to callers.</param>
public sealed record ListPage<T>(ImmutableArray<T> Items, string? NextCursor);

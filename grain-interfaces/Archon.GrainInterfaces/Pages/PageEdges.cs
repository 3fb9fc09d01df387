using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Pages;

/// <summary>The short blocks near a page's beginning and end, before any is taken out.</summary>
[GenerateSerializer, Immutable, Alias("archon.page-edges")]
public sealed record PageEdges
{
    /// <summary>Each once; 16 at most.</summary>
    [Id(0)] public ImmutableArray<PageEdge> Blocks { get; init; } = [];

    /// <summary>The page has text beside them.</summary>
    [Id(1)] public bool HasMore { get; init; }
}

/// <summary>A block at a page's edge.</summary>
[GenerateSerializer, Immutable, Alias("archon.page-edge")]
public sealed record PageEdge
{
    /// <summary>By what it is known again on another page.</summary>
    [Id(0)] public required long Hash { get; init; }

    /// <summary>How it begins, in one line of 80 characters at most.</summary>
    [Id(1)] public required string Text { get; init; }
}

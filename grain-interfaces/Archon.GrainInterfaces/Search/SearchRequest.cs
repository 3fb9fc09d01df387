using System.ComponentModel.DataAnnotations;

namespace Archon.GrainInterfaces.Search;

/// <summary>Asks for a search; over HTTP this is the JSON body, in camelCase.</summary>
[GenerateSerializer, Immutable, Alias("archon.search-request")]
public sealed record SearchRequest
{
    /// <summary>What to look for, at most 100,000 characters.</summary>
    [Id(0)] public required string Query { get; init; }

    /// <summary>Only this source; null for all. Default: null.</summary>
    [Id(1)] public string? SourceId { get; init; }

    /// <summary>Most results, 1 to 100. Default: 10.</summary>
    [Range(1, 100)]
    [Id(2)] public int Limit { get; init; } = 10;

    /// <summary><c>chunks</c>, <c>pages</c> or <c>code</c>. Default: chunks.</summary>
    [Id(3)] public string Kind { get; init; } = "chunks";
}

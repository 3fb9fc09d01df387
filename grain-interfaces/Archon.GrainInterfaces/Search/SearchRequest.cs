using System.ComponentModel.DataAnnotations;

namespace Archon.GrainInterfaces.Search;

/// <summary>Asks for a search; over HTTP this is the JSON body, in camelCase.</summary>
[GenerateSerializer, Immutable, Alias("archon.search-request")]
public sealed record SearchRequest
{
    /// <summary>
    /// What to look for, at most 102,400 characters. Words between quotation marks stand beside each other in what is found (<c>"create index"</c>), a word
    /// with a star behind it is the beginning of words (<c>vacu*</c>, three letters at least); nothing else in it is syntax.
    /// </summary>
    [Id(0)] public required string Query { get; init; }

    /// <summary>Only this source; null for all. Default: null.</summary>
    [Id(1)] public string? SourceId { get; init; }

    /// <summary>Most results, 1 to 100. Default: 10.</summary>
    [Range(1, 100)]
    [Id(2)] public int Limit { get; init; } = 10;

    /// <summary><c>chunks</c>, <c>pages</c> or <c>code</c>. Default: chunks.</summary>
    [Id(3)] public string Kind { get; init; } = "chunks";

    /// <summary>Say of each result how the words and how the vector of the query ranked it. Default: false.</summary>
    [Id(4)] public bool Explain { get; init; }

    /// <summary>Only sources with this tag; null for all. Default: null.</summary>
    [Id(5)] public string? Tag { get; init; }

    /// <summary>
    /// Only pages in this language, such as <c>en</c>, which <c>en-US</c> is too; of code, only examples in this programming language. Null for all, and
    /// for those that do not say. Default: null.
    /// </summary>
    [Id(6)] public string? Language { get; init; }

    /// <summary>Only pages whose address has a path that begins so, such as <c>/docs/api/</c>; null for all. Default: null.</summary>
    [Id(7)] public string? Path { get; init; }

    /// <summary>
    /// <c>hybrid</c> ranks by words and by vector and fuses the two; <c>words</c> or <c>vector</c> ranks by one alone, for whoever compares them. Default: hybrid.
    /// </summary>
    [Id(8)] public string Ranking { get; init; } = "hybrid";
}

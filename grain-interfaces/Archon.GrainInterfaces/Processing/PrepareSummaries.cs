using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Processing;

/// <summary>Asks for the prompts of summaries.</summary>
[GenerateSerializer, Immutable, Alias("archon.prepare-summaries")]
public sealed record PrepareSummaries
{
    /// <summary>Code examples.</summary>
    [Id(0)] public ImmutableArray<ExampleToSummarise> Examples { get; init; } = [];

    /// <summary>A source; null for none.</summary>
    [Id(1)] public SourceToSummarise? Source { get; init; }
}

/// <summary>What is known of a code example.</summary>
[GenerateSerializer, Immutable, Alias("archon.example-to-summarise")]
public sealed record ExampleToSummarise
{
    /// <summary>Its page's title.</summary>
    [Id(0)] public required string Title { get; init; }

    /// <summary>The heading path, joined by " › ".</summary>
    [Id(1)] public required string Headings { get; init; }

    /// <summary>The prose before it.</summary>
    [Id(2)] public required string Context { get; init; }

    /// <summary>Its language; null when unknown.</summary>
    [Id(3)] public string? Language { get; init; }

    /// <summary>Its code, of a long one the beginning.</summary>
    [Id(4)] public required string Code { get; init; }
}

/// <summary>What is known of a source.</summary>
[GenerateSerializer, Immutable, Alias("archon.source-to-summarise")]
public sealed record SourceToSummarise
{
    /// <summary>Its title.</summary>
    [Id(0)] public required string Title { get; init; }

    /// <summary>The seed it was collected from.</summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>The first passage of its first page, as Markdown.</summary>
    [Id(2)] public required string Beginning { get; init; }

    /// <summary>Titles of its first pages.</summary>
    [Id(3)] public ImmutableArray<string> PageTitles { get; init; } = [];
}

using System.Collections.Immutable;

namespace Archon.Ports.Storage;

/// <summary>What is stored of a code example beside its code.</summary>
public sealed record ExampleFacts
{
    /// <summary>The most variants that are told.</summary>
    public const int MostVariants = 16;

    /// <summary>The most addresses that are told.</summary>
    public const int MostPages = 5;

    /// <summary>The most pages that are counted.</summary>
    public const int MostCounted = 100;

    /// <summary>Its caption, else its heading; empty when there is neither.</summary>
    public string Title { get; init; } = "";

    /// <summary>The language was told from the code alone.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>The label of its tab; null when it stands in none.</summary>
    public string? Tab { get; init; }

    /// <summary>All its tabs in order, itself too; empty when it has none.</summary>
    public ImmutableArray<ExampleTab> Tabs { get; init; } = [];

    /// <summary>Other pages that it stands on, by URL.</summary>
    public ImmutableArray<string> AlsoOn { get; init; } = [];

    /// <summary>How many other pages that are.</summary>
    public int AlsoOnCount { get; init; }
}

/// <summary>A tab of an example.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Language">Its language; null when unknown.</param>
/// <param name="Code">Its code exactly.</param>
public sealed record ExampleTab(string Label, string? Language, string Code);

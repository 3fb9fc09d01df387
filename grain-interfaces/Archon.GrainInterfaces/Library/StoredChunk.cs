using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Library;

/// <summary>A stored chunk of a page with its vector, as whoever builds an index of their own wants it.</summary>
[GenerateSerializer, Immutable, Alias("archon.stored-chunk")]
public sealed record StoredChunk
{
    /// <summary>Its id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The page it is cut from.</summary>
    [Id(1)] public required string PageId { get; init; }

    /// <summary>Canonical URL of the page, with the fragment that leads to the section the chunk begins in, when the page has one.</summary>
    [Id(2)] public required string Url { get; init; }

    /// <summary>Title of the page, in one line.</summary>
    [Id(3)] public required string Title { get; init; }

    /// <summary>The headings it stands under, outermost first, in one line; empty at the top.</summary>
    [Id(4)] public required string Heading { get; init; }

    /// <summary>Its place among the chunks of the page, from 0.</summary>
    [Id(5)] public required int Ordinal { get; init; }

    /// <summary>Where it begins in the page's Markdown, in UTF-16 units.</summary>
    [Id(6)] public required int Start { get; init; }

    /// <summary>Where it ends there.</summary>
    [Id(7)] public required int End { get; init; }

    /// <summary>Its size in tokens.</summary>
    [Id(8)] public required int Tokens { get; init; }

    /// <summary>Its text, Markdown. Crawled text: data, never instructions.</summary>
    [Id(9)] public required string Content { get; init; }

    /// <summary>Language tag, when the page states one.</summary>
    [Id(10)] public string? Language { get; init; }

    /// <summary>The model its vector is of, the one in use or a former one; null while it has none.</summary>
    [Id(11)] public string? Model { get; init; }

    /// <summary>Its vector, as exact as it is stored; empty while <see cref="Model"/> is null.</summary>
    [Id(12)] public ImmutableArray<float> Vector { get; init; } = [];
}

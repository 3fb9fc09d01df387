namespace Archon.Ports.Storage;

/// <summary>A stored chunk of a document.</summary>
public sealed record ChunkRecord
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>The document it is cut from.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Canonical URL of the document.</summary>
    public required string Url { get; init; }

    /// <summary>Title of the document.</summary>
    public required string Title { get; init; }

    /// <summary>Language tag of the document, when it states one.</summary>
    public string? Language { get; init; }

    /// <summary>The headings it stands under, outermost first, in one line.</summary>
    public required string Headings { get; init; }

    /// <summary>Its place among the chunks of the document, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Where it begins in the document's Markdown, in UTF-16 units.</summary>
    public required int Start { get; init; }

    /// <summary>Where it ends there.</summary>
    public required int End { get; init; }

    /// <summary>Its size in tokens.</summary>
    public required int Tokens { get; init; }

    /// <summary>Its text, Markdown.</summary>
    public required string Content { get; init; }

    /// <summary>What leads to the section it begins in, and to those that begin inside (<see cref="Domain.Anchors.PassageFragments"/>); empty for none.</summary>
    public string Fragments { get; init; } = "";

    /// <summary>Its vector as it is stored, which may be less exact than what was given; null while it has none.</summary>
    public ReadOnlyMemory<float>? Vector { get; init; }

    /// <summary>The model its vector is of; null while it has none.</summary>
    public string? Model { get; init; }
}

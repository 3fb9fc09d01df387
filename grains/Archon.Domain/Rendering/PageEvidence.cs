namespace Archon.Domain.Rendering;

/// <summary>What a document shows of itself without running its scripts.</summary>
public sealed record PageEvidence
{
    /// <summary>Characters a reader sees, white space not counted.</summary>
    public required int TextLength { get; init; }

    /// <summary>Links with an address.</summary>
    public required int Links { get; init; }

    /// <summary>Scripts that a browser would run.</summary>
    public required int Scripts { get; init; }

    /// <summary>The element that frameworks write a page into, as a selector; null when there is none.</summary>
    public string? Root { get; init; }

    /// <summary>Characters inside of it; of several the most.</summary>
    public int RootTextLength { get; init; }

    /// <summary>What stands there for readers without JavaScript asks for it.</summary>
    public bool AsksForScript { get; init; }

    /// <summary>The program that wrote the document, when it is one whose pages are all there as they are served; null otherwise.</summary>
    public string? WholeBy { get; init; }
}

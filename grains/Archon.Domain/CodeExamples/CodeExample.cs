using System.Collections.Immutable;

namespace Archon.Domain.CodeExamples;

/// <summary>A code block of a page, copied exactly.</summary>
/// <param name="Ordinal">Position on its page, from 0, contiguous.</param>
/// <param name="Language">The language, lower case; null when it is unknown.</param>
/// <param name="Code">The content of the block to the byte, without the fence's own line ends; of a session its commands alone.</param>
/// <param name="HeadingPath">The headings above it, outermost first.</param>
/// <param name="Context">The prose that explains it: what stands just before it under the same heading, or right after it when nothing does; and its caption and the label of its tab. Empty when there is none.</param>
public sealed record CodeExample(int Ordinal, string? Language, string Code, ImmutableArray<string> HeadingPath, string Context)
{
    /// <summary>Its caption or the name of its file, else the heading it stands under; empty when there is neither.</summary>
    public string Title { get; init; } = "";

    /// <summary>Neither the page, nor the caption, nor the code's first line says the language: it was told from the code.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>The label of the tab it stands in; null when it stands in none.</summary>
    public string? Tab { get; init; }

    /// <summary>The <see cref="Ordinal"/> of the first example of its tabs, all of which are variants of one example; null when it stands in no tab.</summary>
    public int? TabsBegin { get; init; }

    /// <summary>The fragment that leads to the section it stands in; empty when the page has none such.</summary>
    public string Fragment { get; init; } = "";

    /// <summary>By what it is told from examples that are nearly the same (<see cref="CodeSketch"/>); empty when nobody made it.</summary>
    public ImmutableArray<byte> Sketch { get; init; } = [];
}

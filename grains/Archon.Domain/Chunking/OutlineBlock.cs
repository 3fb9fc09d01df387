using System.Collections.Immutable;
using Markdig.Syntax;

namespace Archon.Domain.Chunking;

/// <summary>A block and the whole source lines it owns, up to the first line of the block after it.</summary>
internal sealed record OutlineBlock(OutlineKind Kind, int FirstLine, int EndLine)
{
    /// <summary>The blocks inside, tiling the same lines; empty for a leaf.</summary>
    public ImmutableArray<OutlineBlock> Children { get; init; } = [];

    /// <summary>For a top-level heading, or a term that an address leads to, itself and what it stands under; for a block that such terms end above, what it is about.</summary>
    public HeadingNode? Heading { get; init; }

    /// <summary>For code, the parsed block.</summary>
    public CodeBlock? Code { get; init; }

    /// <summary>Prose worth quoting as the context of code.</summary>
    public ParagraphBlock? Prose { get; init; }
}

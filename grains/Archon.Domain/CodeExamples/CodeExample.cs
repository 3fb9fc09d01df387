using System.Collections.Immutable;

namespace Archon.Domain.CodeExamples;

/// <summary>A code block of a page, copied exactly.</summary>
/// <param name="Ordinal">Position on its page, from 0, contiguous.</param>
/// <param name="Language">The language as the page names it, lower case; null when it does not.</param>
/// <param name="Code">The content of the block to the byte, without the fence's own line ends.</param>
/// <param name="HeadingPath">The headings above it, outermost first.</param>
/// <param name="Context">The prose just before it under the same heading; empty when there is none.</param>
public sealed record CodeExample(int Ordinal, string? Language, string Code, ImmutableArray<string> HeadingPath, string Context);

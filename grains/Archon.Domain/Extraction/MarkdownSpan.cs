namespace Archon.Domain.Extraction;

/// <summary>A block of a page's Markdown that is no heading.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">One past its last character; no line end.</param>
/// <param name="IsPlain">It is a short text that stands by itself, and nothing that only a parser could take out whole.</param>
internal readonly record struct MarkdownSpan(int Start, int End, bool IsPlain);

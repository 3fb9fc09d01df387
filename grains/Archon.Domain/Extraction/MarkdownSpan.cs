namespace Archon.Domain.Extraction;

/// <summary>A block of a page's Markdown that is no heading.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">One past its last character; no line end.</param>
/// <param name="MayBePlain">It has no fence, and nothing below it belongs to it.</param>
internal readonly record struct MarkdownSpan(int Start, int End, bool MayBePlain);

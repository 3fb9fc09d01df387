namespace Archon.Domain.Extraction;

/// <summary>A block of a page's Markdown.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">One past its last character; no line end.</param>
/// <param name="MayBePlain">It has no fence, and nothing below it belongs to it.</param>
/// <param name="Level">Of a heading, 1 to 6; else 0.</param>
internal readonly record struct MarkdownSpan(int Start, int End, bool MayBePlain, int Level = 0)
{
    public bool IsHeading => Level > 0;
}

namespace Archon.Domain.Chunking;

/// <summary>What encloses the lines that are cut.</summary>
/// <param name="Before">Lines repeated above every part but the first, which has the block's own.</param>
/// <param name="After">Lines added below every part but the last, which has the block's own.</param>
/// <param name="BodyFirst">First line that may be cut from the others.</param>
/// <param name="BodyEnd">One past the last such line.</param>
/// <param name="PrefersBlankLines">Cut at a blank line where there is one.</param>
internal readonly record struct LineFrame(string Before, string After, int BodyFirst, int BodyEnd, bool PrefersBlankLines)
{
    /// <summary>What it takes from a part, at most.</summary>
    public int Tokens { get; init; }

    public static LineFrame None(int firstLine, int endLine, bool prefersBlankLines) => new("", "", firstLine, endLine, prefersBlankLines);
}

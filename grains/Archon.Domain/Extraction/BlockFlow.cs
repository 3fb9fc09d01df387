namespace Archon.Domain.Extraction;

/// <summary>What the edge of a block means where a writer stands.</summary>
internal enum BlockFlow
{
    /// <summary>Blocks are written one below the other.</summary>
    Blocks,

    /// <summary>All of it is one line: a blank parts the words.</summary>
    Line,

    /// <summary>All of it is one table cell: a <c>&lt;br&gt;</c> parts the words.</summary>
    Cell,
}

internal static class BlockFlowNames
{
    /// <summary>A hard break by backslash: two blanks at a line's end are lost by every editor.</summary>
    public const string BreakInParagraph = "\\\n";

    public const string BreakInCell = "<br>";
}

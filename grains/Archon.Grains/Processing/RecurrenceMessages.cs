using System.Collections.Immutable;
using Archon.Domain.Extraction;
using Archon.GrainInterfaces.Pages;

namespace Archon.Grains.Processing;

/// <summary>Blocks of a page's edges, as they travel.</summary>
internal static class RecurrenceMessages
{
    public static PageEdges ToEdges(EdgeBlocks found) => new()
    {
        Blocks = [.. found.Blocks.Select(block => new PageEdge { Hash = block.Hash, Text = block.Text })],
        HasMore = found.HasMore,
    };

    public static ImmutableArray<RecurringBlock> ToBlocks(PageEdges edges) => [.. edges.Blocks.Select(edge => new RecurringBlock(edge.Hash, edge.Text))];
}

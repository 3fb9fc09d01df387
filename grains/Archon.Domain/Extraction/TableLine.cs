namespace Archon.Domain.Extraction;

/// <summary>A row as text; or, when it holds blocks, as it came.</summary>
internal sealed record TableLine(List<string> Cells, TableRow? Blocks);

using System.Globalization;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>How many rows or columns a cell takes up.</summary>
internal static class CellSpan
{
    /// <param name="cell">The cell.</param>
    /// <param name="attribute"><c>rowspan</c> or <c>colspan</c>.</param>
    /// <param name="most">No cell takes up more.</param>
    /// <returns>At least one.</returns>
    public static int Of(IElement cell, string attribute, int most) =>
        int.TryParse(cell.GetAttribute(attribute), NumberStyles.Integer, CultureInfo.InvariantCulture, out var span) ? Math.Clamp(span, 1, most) : 1;
}

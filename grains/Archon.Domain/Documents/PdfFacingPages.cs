namespace Archon.Domain.Documents;

/// <summary>A book's left and right pages have margins of different width: what goes on from one to the other would be indented anew.</summary>
internal static class PdfFacingPages
{
    private const int FewestPages = 3;

    // Of the lines of text, how many begin at the margin.
    private const double Share = 0.25;

    /// <summary>The lines as if all pages had one margin.</summary>
    public static List<PdfLine> Align(List<PdfLine> lines)
    {
        if (Margin(lines, parity: 0) is not { } even || Margin(lines, parity: 1) is not { } odd || even == odd)
        {
            return lines;
        }

        var (narrow, shift) = even < odd ? (0, odd - even) : (1, even - odd);
        return lines.ConvertAll(line => line.Page % 2 == narrow ? line : line with { Left = line.Left - shift, Right = line.Right - shift });
    }

    /// <summary>Where most lines of every second page begin; null when that cannot be told.</summary>
    private static double? Margin(List<PdfLine> lines, int parity)
    {
        var all = lines.FindAll(line => line.Page % 2 == parity && !line.IsMono);
        var most = all.GroupBy(line => Math.Round(line.Left)).MaxBy(place => place.Count())?.ToList();
        return most is not null && most.Count >= all.Count * Share && most.Select(line => line.Page).Distinct().Count() >= FewestPages ? Math.Round(most[0].Left, 1) : null;
    }
}

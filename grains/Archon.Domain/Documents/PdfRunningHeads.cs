namespace Archon.Domain.Documents;

/// <summary>
/// Finds running heads that change with the chapter, which no share of the pages tells: they stand at one height as the outermost line of most pages, set apart from the text,
/// and say what a heading says, or the same as on another page in letters smaller than the text's. The titles of slides are larger than their text.
/// </summary>
internal static class PdfRunningHeads
{
    private const int FewestPages = 3;
    private const double Share = 0.35;
    private const double SetApart = 0.9;

    // Of the size of its letters: what lies between a head and the text. A heading stands nearer to its own.
    private const double Gap = 2.5;

    // Points in which letters stand on one line.
    private const double SameLine = 2;

    /// <summary>Those among the lines.</summary>
    public static HashSet<PdfLine> Of(List<PdfLine> lines, int pages)
    {
        var heads = new HashSet<PdfLine>(ReferenceEqualityComparer.Instance);
        var places = lines.GroupBy(line => line.Page).SelectMany(page => Outermost([.. page]))
            .GroupBy(outer => (outer.IsAbove, Height: Math.Round(outer.Line.Baseline)))
            .Select(place => place.ToList()).Where(place => IsPlace(place, pages)).ToList();
        if (places.Count == 0)
        {
            return heads;
        }

        var text = TextSize(lines);
        var headings = lines.Where(line => line.Size > text).Select(line => line.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var said in places.SelectMany(place => place.Select(outer => outer.Line).Where(line => line.Size <= text).GroupBy(line => line.Text, StringComparer.Ordinal)))
        {
            if (headings.Contains(said.Key) || (said.All(line => line.Size < text) && said.Select(line => line.Page).Distinct().Skip(1).Any()))
            {
                heads.UnionWith(said);
            }
        }

        return heads;
    }

    private static bool IsPlace(List<Outer> place, int pages) =>
        place.Select(outer => outer.Line.Page).Distinct().Count() is var count && count >= FewestPages && count >= pages * Share
            && place.Count(outer => outer.IsApart) >= place.Count * SetApart;

    private static IEnumerable<Outer> Outermost(List<PdfLine> page)
    {
        var (above, below) = (page.Max(line => line.Baseline), page.Min(line => line.Baseline));
        var (next, last) = (double.MinValue, double.MaxValue);
        foreach (var line in page)
        {
            next = line.Baseline < above - SameLine ? Math.Max(next, line.Baseline) : next;
            last = line.Baseline > below + SameLine ? Math.Min(last, line.Baseline) : last;
        }

        foreach (var line in page.Where(line => line.IsMargin))
        {
            if (line.Baseline >= above - SameLine)
            {
                yield return new Outer(line, IsAbove: true, IsApart: above - next > Gap * line.Size);
            }
            else if (line.Baseline <= below + SameLine)
            {
                yield return new Outer(line, IsAbove: false, IsApart: last - below > Gap * line.Size);
            }
        }
    }

    private static double TextSize(List<PdfLine> lines) =>
        lines.Where(line => !line.IsMono).GroupBy(line => line.Size).MaxBy(size => size.Sum(line => (long)line.Text.Length))?.Key ?? 0;

    private readonly record struct Outer(PdfLine Line, bool IsAbove, bool IsApart);
}

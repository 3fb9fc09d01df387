using System.Globalization;
using System.Text.RegularExpressions;

namespace Archon.Domain.Documents;

/// <summary>Knows what leads through a book and is none of its text: running titles, page numbers, and lines of a table of contents.</summary>
internal static partial class PdfMargins
{
    private const int FewestPages = 3;
    private const double Share = 0.35;

    /// <summary>The lines without them.</summary>
    public static List<PdfLine> Remove(List<PdfLine> lines, int pages)
    {
        var margins = lines.FindAll(line => line.IsMargin);
        var repeated = margins.GroupBy(line => line.Text, StringComparer.Ordinal)
            .Where(group => IsFrequent(group, pages)).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);

        // A running title with the page's number, which goes on from page to page, whatever the first one has.
        var numbered = margins.SelectMany(line => Numbers(line).Select(number => (Line: line, Offset: number - line.Page)))
            .GroupBy(line => line.Offset)
            .Where(group => IsFrequent(group.Select(line => line.Line), pages))
            .SelectMany(group => group.Select(line => line.Line)).ToHashSet(ReferenceEqualityComparer.Instance);
        var heads = PdfRunningHeads.Of(lines, pages);
        return lines.FindAll(line => !Leader().IsMatch(line.Text) && !heads.Contains(line)
            && !(line.IsMargin && (PageNumber().IsMatch(line.Text) || repeated.Contains(line.Text) || numbered.Contains(line))));
    }

    private static bool IsFrequent(IEnumerable<PdfLine> lines, int pages) =>
        lines.Select(line => line.Page).Distinct().Count() is var count && count >= FewestPages && count >= pages * Share;

    private static IEnumerable<int> Numbers(PdfLine line)
    {
        foreach (Match match in OuterNumber().Matches(line.Text))
        {
            yield return int.Parse(match.ValueSpan, CultureInfo.InvariantCulture);
        }
    }

    [GeneratedRegex("^[0-9]{1,5}(?= )|(?<= )[0-9]{1,5}$")]
    private static partial Regex OuterNumber();

    [GeneratedRegex(@"^\W{0,3}(?:page\s+)?(?:[0-9]{1,5}|[ivxlc]{1,8})(?:\s*(?:/|of)\s*[0-9]{1,5})?\W{0,3}$", RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"\.{4,}\s*[0-9ivxlc]{1,6}$|(?:\. ){4,}\s*[0-9ivxlc]{1,6}$")]
    private static partial Regex Leader();
}

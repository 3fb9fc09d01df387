using System.Text;
using UglyToad.PdfPig.Content;

namespace Archon.Domain.Documents;

/// <summary>Puts the letters of one PDF page into lines, in the order in which people read them: column by column where the page has columns.</summary>
internal static class PdfPageReader
{
    private const int MostColumnsDeep = 2;

    // Where a page has columns, most runs keep to one of them, and are sentences and not cells of a table.
    private const double MostCrossing = 0.3;
    private const int FewestInColumn = 5;
    private const double ShortestInColumn = 11;

    // Nobody types them to find a word. String.Normalize leaves them as they are where globalization is invariant.
    private const int FirstLigature = 0xFB00;
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    private static readonly string[] MonoFonts = ["mono", "courier", "consol", "menlo", "cmtt", "lmtt", "typewriter", "nimbusmon", "lettergothic"];

    /// <summary>The lines of a page.</summary>
    public static IEnumerable<PdfLine> Read(Page page)
    {
        var runs = Runs(page);
        return Ordered(runs, depth: 0).Select(line => new PdfLine
        {
            Page = page.Number,
            Text = line.Text.Trim(),
            Left = line.Left,
            Right = line.Right,
            Baseline = line.Baseline,
            Size = line.Size,
            IsMono = line.IsMono,
            IsMargin = line.Baseline > page.Height * 0.875 || line.Baseline < page.Height * 0.125,
        }).Where(line => line.Text.Length > 0);
    }

    private static List<PdfRun> Runs(Page page)
    {
        var runs = new List<PdfRun>();
        PdfRun? run = null;
        foreach (var letter in page.Letters)
        {
            // What stands on its side is a label of a figure or a mark in the margin.
            if (letter.TextOrientation != TextOrientation.Horizontal || Visible(letter.Value) is not { Length: > 0 } value
                || !double.IsFinite(letter.StartBaseLine.X + letter.EndBaseLine.X + letter.StartBaseLine.Y))
            {
                continue;
            }

            var isMono = IsMono(letter.FontName);
            if (run is null || !run.TryAdd(letter, value, isMono))
            {
                run = new PdfRun();
                run.TryAdd(letter, value, isMono);
                runs.Add(run);
            }
        }

        return runs;
    }

    // White space is where letters leave a gap, whether a letter stands for it or not.
    private static string Visible(string? value)
    {
        if (value is null or " ")
        {
            return "";
        }

        if (value.Length == 1 && value[0] is > ' ' and < '\x7f')
        {
            return value;
        }

        var visible = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            visible.Append(rune.Value switch
            {
                0xF0B7 or 0xF0A7 => "•",
                >= FirstLigature and < FirstLigature + 7 => Ligatures[rune.Value - FirstLigature],
                0xAD => "-",
                _ when Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value is 0xFFFD or (>= 0xE000 and <= 0xF8FF) => "",
                _ => rune.ToString(),
            });
        }

        return visible.ToString();
    }

    private static bool IsMono(string? font) =>
        font is not null && MonoFonts.Any(part => font.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<PdfRun> Ordered(List<PdfRun> runs, int depth)
    {
        if (depth == MostColumnsDeep || Gutter(runs) is not { } gutter)
        {
            return Lines(runs);
        }

        // What reaches over the gutter, a title or a wide figure's caption, parts the columns above it from those below.
        var ordered = new List<PdfRun>();
        var (left, right) = (new List<PdfRun>(), new List<PdfRun>());
        foreach (var run in Lines(runs.Where(run => Crosses(run, gutter))).Concat(runs.Where(run => !Crosses(run, gutter))).OrderByDescending(run => run.Baseline))
        {
            if (Crosses(run, gutter))
            {
                Flush();
                ordered.Add(run);
            }
            else
            {
                (run.Left < gutter ? left : right).Add(run);
            }
        }

        Flush();
        return ordered;

        void Flush()
        {
            ordered.AddRange(Ordered(left, depth + 1));
            ordered.AddRange(Ordered(right, depth + 1));
            (left, right) = ([], []);
        }
    }

    private static bool Crosses(PdfRun run, double gutter) => run.Left < gutter && run.Right > gutter;

    /// <summary>Where the white space between two columns is; null when there is one column.</summary>
    private static double? Gutter(List<PdfRun> runs)
    {
        if (runs.Count < 2 * FewestInColumn)
        {
            return null;
        }

        var (from, to) = (runs.Min(run => run.Left), runs.Max(run => run.Right));
        double? best = null;
        var fewest = (int)(runs.Count * MostCrossing) + 1;
        for (var step = 25; step <= 75; step++)
        {
            var at = from + ((to - from) * step / 100);
            var crossing = runs.Count(run => Crosses(run, at));
            if (crossing < fewest && AreColumns(runs, at))
            {
                (fewest, best) = (crossing, at);
            }
        }

        return best;
    }

    private static bool AreColumns(List<PdfRun> runs, double at) =>
        IsColumn(runs.Where(run => run.Right <= at)) && IsColumn(runs.Where(run => run.Left >= at));

    private static bool IsColumn(IEnumerable<PdfRun> runs)
    {
        var (count, wide) = (0, 0);
        foreach (var run in runs)
        {
            count++;
            wide += run.Right - run.Left >= ShortestInColumn * run.Size && !run.IsMono ? 1 : 0;
        }

        return count >= FewestInColumn && wide * 2 >= count;
    }

    /// <summary>Joins what stands on one line, from left to right, and puts lines from above to below.</summary>
    private static IEnumerable<PdfRun> Lines(IEnumerable<PdfRun> runs)
    {
        var line = new List<PdfRun>();
        foreach (var run in runs.OrderByDescending(run => run.Baseline))
        {
            if (line.Count > 0 && line[0].Baseline - run.Baseline > 0.45 * Math.Max(line[0].Size, run.Size))
            {
                yield return Joined(line);
                line = [];
            }

            line.Add(run);
        }

        if (line.Count > 0)
        {
            yield return Joined(line);
        }
    }

    private static PdfRun Joined(List<PdfRun> line)
    {
        line.Sort((one, other) => one.Left.CompareTo(other.Left));
        foreach (var next in line.Skip(1))
        {
            line[0].Join(next);
        }

        return line[0];
    }
}

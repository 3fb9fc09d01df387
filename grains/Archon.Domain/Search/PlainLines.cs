using System.Text;
using Archon.Domain.Chunking;

namespace Archon.Domain.Search;

/// <summary>
/// A passage of Markdown as lines to read: code as it is without its fences, rows of tables with dots between their cells, lists with
/// bullets, and no other marks. Marks of found words stay where they are.
/// </summary>
internal static class PlainLines
{
    public static string Of(string markdown)
    {
        var lines = new StringBuilder(markdown.Length);
        var fence = "";
        foreach (var line in markdown.Split('\n'))
        {
            var trimmed = line.Trim();
            if (fence.Length > 0)
            {
                if (trimmed == fence)
                {
                    fence = "";
                }
                else
                {
                    Add(lines, line.TrimEnd());
                }

                continue;
            }

            if (Fence(trimmed) is { Length: > 0 } opened)
            {
                fence = opened;
                continue;
            }

            Add(lines, OfProse(trimmed));
        }

        return lines.ToString();
    }

    private static void Add(StringBuilder lines, string line)
    {
        if (line.AsSpan().Trim().Length > 0)
        {
            lines.Append(lines.Length > 0 ? "\n" : "").Append(line);
        }
    }

    private static string OfProse(string line)
    {
        line = line.TrimStart('>', ' ');
        if (line.Length > 0 && line[0] == '|')
        {
            return OfRow(line);
        }

        if (line.Length > 0 && line[0] == '#' && line.TrimStart('#') is [' ', ..] heading)
        {
            return PlainText.Of(heading);
        }

        return line is ['-' or '*' or '+', ' ', ..] ? $"• {PlainText.Of(PlainText.WithoutBreak(line.AsSpan(2)))}" : PlainText.Of(PlainText.WithoutBreak(line));
    }

    private static string OfRow(string row)
    {
        if (row.AsSpan().IndexOfAnyExcept("|-: ") < 0)
        {
            return "";
        }

        var cells = new List<string>();
        var from = 1;
        for (var i = 1; i <= row.Length; i++)
        {
            if (i == row.Length || (row[i] == '|' && row[i - 1] != '\\'))
            {
                cells.Add(PlainText.Of(row.AsSpan(from, i - from)));
                from = i + 1;
            }
        }

        return string.Join(" · ", cells.Where(cell => cell.Length > 0));
    }

    /// <summary>The run of ticks or tildes that opens a code block, or nothing.</summary>
    private static string Fence(string line)
    {
        var run = line.Length > 0 && line[0] is '`' or '~' ? line.AsSpan().IndexOfAnyExcept(line[0]) : 0;
        run = run < 0 ? line.Length : run;
        return run >= 3 && !line.AsSpan(run).Contains('`') ? line[..run] : "";
    }
}

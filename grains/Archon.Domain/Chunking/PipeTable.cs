using Markdig.Helpers;

namespace Archon.Domain.Chunking;

/// <summary>Recognises a GitHub-flavoured table by its delimiter row.</summary>
internal static class PipeTable
{
    /// <summary>Index of the header line of a table that runs to the end of the paragraph; −1 when there is none.</summary>
    public static int HeaderIn(StringLineGroup lines)
    {
        for (var i = 1; i < lines.Count; i++)
        {
            var columns = DelimiterColumns(lines.Lines[i].Slice.AsSpan());
            if (columns > 0 && columns == Columns(lines.Lines[i - 1].Slice.AsSpan()))
            {
                return i - 1;
            }
        }

        return -1;
    }

    private static int DelimiterColumns(ReadOnlySpan<char> line)
    {
        if (!line.Contains('-') || line.ContainsAnyExcept("|:- \t") || !line.Contains('|'))
        {
            return 0;
        }

        foreach (var cell in Inside(line).Split('|'))
        {
            var dashes = Inside(line)[cell].Trim().TrimStart(':').TrimEnd(':');
            if (dashes.IsEmpty || dashes.ContainsAnyExcept('-'))
            {
                return 0;
            }
        }

        return Columns(line);
    }

    private static int Columns(ReadOnlySpan<char> line)
    {
        var columns = 1;
        var inside = Inside(line);
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] == '\\')
            {
                i++;
            }
            else if (inside[i] == '|')
            {
                columns++;
            }
        }

        return columns;
    }

    private static ReadOnlySpan<char> Inside(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        line = line.StartsWith("|") ? line[1..] : line;
        return line.EndsWith("|") && !line.EndsWith("\\|") ? line[..^1] : line;
    }
}

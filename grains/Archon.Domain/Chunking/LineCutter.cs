namespace Archon.Domain.Chunking;

/// <summary>Cuts code and tables that are too large: between lines, what encloses them repeated around each part.</summary>
internal sealed class LineCutter(string text, LineTable lines)
{
    /// <summary>What a cut costs.</summary>
    /// <param name="Before">Lines repeated above every part but the first.</param>
    /// <param name="After">Lines added below every part but the last.</param>
    /// <param name="PrefersBlankLines">Cut at a blank line where there is one.</param>
    internal readonly record struct Frame(string Before, string After, bool PrefersBlankLines)
    {
        /// <summary>At most, with the line breaks that join it.</summary>
        public int Tokens { get; } = TokenEstimate.Count(Before) + TokenEstimate.Count(After) + (2 * TokenEstimate.LineBreak);
    }

    public IEnumerable<Part> Cut(int firstLine, int endLine, Frame frame, int firstLimit, int limit)
    {
        var room = firstLimit - frame.Tokens;
        var start = firstLine;
        var lastBlank = -1;
        for (var line = firstLine; line < endLine; line++)
        {
            // Only once in the loop's life can a line be met again: a cut moves the start, never the line.
            while (line > start && lines.Tokens(start, line + 1) > room)
            {
                var cut = frame.PrefersBlankLines && lastBlank > start ? lastBlank : line;
                foreach (var part in Parts(start, cut, start == firstLine, false, frame, room))
                {
                    yield return part;
                }

                start = cut;
                room = limit - frame.Tokens;
            }

            lastBlank = lines.IsBlank(line) ? line : lastBlank;
        }

        foreach (var part in Parts(start, endLine, start == firstLine, true, frame, room))
        {
            yield return part;
        }
    }

    private IEnumerable<Part> Parts(int firstLine, int endLine, bool isFirst, bool isLast, Frame frame, int room)
    {
        (firstLine, endLine) = lines.Trim(firstLine, endLine);
        if (firstLine == endLine)
        {
            yield break;
        }

        var before = isFirst ? "" : frame.Before;
        var after = isLast ? "" : frame.After;
        var (start, end) = (lines.StartOf(firstLine), lines.EndOf(endLine - 1));
        if (lines.Tokens(firstLine, endLine) <= room)
        {
            yield return new Part(start, end, lines.Tokens(firstLine, endLine) + frame.Tokens, before, after);
            yield break;
        }

        // A single line too long for any part. Its pieces are framed alike, so that a piece of code still reads as code.
        foreach (var piece in TextCutter.Cut(text, start, end, room, room))
        {
            var isTail = piece.End == end;
            yield return piece with
            {
                Tokens = piece.Tokens + frame.Tokens,
                Before = isFirst && piece.Start == start ? "" : frame.Before,
                After = isLast && isTail ? "" : frame.After,
            };
        }
    }
}

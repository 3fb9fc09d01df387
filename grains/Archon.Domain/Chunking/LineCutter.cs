namespace Archon.Domain.Chunking;

/// <summary>Cuts code and tables that are too large: between lines, what encloses them repeated around each part.</summary>
internal sealed class LineCutter(string text, LineTable lines)
{
    public IEnumerable<Part> Cut(int firstLine, int endLine, LineFrame frame, int firstLimit, int limit)
    {
        var end = lines.EndOf(endLine - 1);
        var isFirst = true;
        Part? waiting = null;
        foreach (var part in CutBody(frame, firstLimit, limit))
        {
            if (waiting is { } ready)
            {
                yield return ready with { After = frame.After };
            }

            if (part.Tokens + frame.Tokens > limit)
            {
                // A link that is whole only without what encloses it.
                if (isFirst)
                {
                    yield return new Part(lines.StartOf(firstLine), lines.EndOf(frame.BodyFirst - 1), frame.Tokens);
                }

                (waiting, isFirst) = (part, false);
                continue;
            }

            // The first part keeps the block's own opening, the last its own end.
            waiting = isFirst
                ? part with { Start = lines.StartOf(firstLine), Tokens = part.Tokens + frame.Tokens }
                : part with { Before = frame.Before, Tokens = part.Tokens + frame.Tokens };
            isFirst = false;
        }

        if (waiting is { } last)
        {
            yield return last with { End = end };
        }
        else
        {
            foreach (var part in TextCutter.Cut(text, lines.StartOf(firstLine), end, firstLimit, limit, linkLimit: 0))
            {
                yield return part;
            }
        }
    }

    private IEnumerable<Part> CutBody(LineFrame frame, int firstLimit, int limit)
    {
        var room = firstLimit - frame.Tokens;
        var start = frame.BodyFirst;
        var blank = -1;
        for (var line = start; line < frame.BodyEnd; line++)
        {
            // A cut moves the start and never the line, so every line is passed once.
            while (line > start && lines.Tokens(start, line + 1) > room)
            {
                var cut = frame.PrefersBlankLines && blank > start ? blank : line;
                foreach (var part in Parts(start, cut, room, frame, limit))
                {
                    yield return part;
                    room = limit - frame.Tokens;
                }

                start = cut;
            }

            blank = lines.IsBlank(line) ? line : blank;
        }

        foreach (var part in Parts(start, frame.BodyEnd, room, frame, limit))
        {
            yield return part;
        }
    }

    private IEnumerable<Part> Parts(int firstLine, int endLine, int room, LineFrame frame, int limit)
    {
        (firstLine, endLine) = lines.Trim(firstLine, endLine);
        if (firstLine == endLine)
        {
            return [];
        }

        var (start, end) = (lines.StartOf(firstLine), lines.EndOf(endLine - 1));
        var tokens = lines.Tokens(firstLine, endLine);

        // Above the room there is only a single line too long for any part.
        return tokens <= room ? [new Part(start, end, tokens)]
            : frame.PrefersBlankLines ? TextCutter.Cut(text, start, end, room, room, linkLimit: 0)
            : TextCutter.Cut(text, start, end, room, limit - frame.Tokens, limit);
    }
}

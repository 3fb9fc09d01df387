namespace Archon.Domain.Extraction;

/// <summary>Cuts Markdown at its blank lines, outside of fences; coarser than a parser, and a hundred times as fast.</summary>
internal static class MarkdownSpans
{
    // A line of marks, which only parts others.
    private const int LongestRule = 16;

    /// <summary>The headings, and the blocks that say something, in their order. A fence is one, with its blank lines.</summary>
    public static IEnumerable<MarkdownSpan> Of(string markdown)
    {
        MarkdownSpan? before = null;
        var (start, end) = (-1, 0);
        var (fence, hasCode) = (0, false);
        for (var position = 0; position <= markdown.Length;)
        {
            var next = position < markdown.Length ? markdown.IndexOf('\n', position) : markdown.Length;
            next = next < 0 ? markdown.Length : next;
            var wasFence = fence > 0;
            var isBlank = markdown.AsSpan(position, next - position).IsWhiteSpace();
            fence = isBlank ? fence : FenceAfter(markdown.AsSpan(position, next - position), fence);
            if (!isBlank && start < 0)
            {
                start = position;
                if (before is { } block)
                {
                    // What is indented belongs to the block before it, which cannot go without.
                    yield return block with { MayBePlain = block.MayBePlain && markdown[position] is not (' ' or '\t') };
                    before = null;
                }
            }

            end = isBlank ? end : next;
            hasCode |= fence > 0;
            if ((isBlank && !wasFence) || next == markdown.Length)
            {
                before = start >= 0 ? Read(markdown, start, end, hasCode) : before;
                (start, hasCode) = (-1, false);
            }

            position = next + 1;
        }

        if (before is { } last)
        {
            yield return last;
        }
    }

    /// <summary>It is a short text that stands by itself, and nothing that only a parser could take out whole.</summary>
    public static bool IsPlain(ReadOnlySpan<char> block) =>
        block.Length <= EdgeBlocks.LongestBlock
        && block[0] is not (' ' or '\t' or '|' or '#' or '<' or ':')
        && !block.Contains("```", StringComparison.Ordinal)
        && !block.Contains("\n|", StringComparison.Ordinal)
        && !block.Contains("\n#", StringComparison.Ordinal)
        && !IsUnderlined(block)
        && !IsDefinition(block)
        && !IntroducesNext(block)
        && !IsLabel(block);

    private static int FenceAfter(ReadOnlySpan<char> line, int fence)
    {
        var text = line.TrimStart(' ');
        if (text.IsEmpty || text[0] is not ('`' or '~'))
        {
            return fence;
        }

        text = text.TrimEnd();
        return fence == 0 ? FenceOf(text) : IsFenceEnd(text, fence) ? 0 : fence;
    }

    private static MarkdownSpan? Read(string markdown, int start, int end, bool hasCode)
    {
        var block = markdown.AsSpan(start, end - start);
        var level = LevelOf(block);
        return level == 0 && IsRule(block) ? null : new MarkdownSpan(start, end, !hasCode && level == 0, level);
    }

    private static bool IsRule(ReadOnlySpan<char> block)
    {
        if (block.Length > LongestRule)
        {
            return false;
        }

        foreach (var c in block)
        {
            if (char.IsLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    // 0 for no heading.
    private static int LevelOf(ReadOnlySpan<char> block)
    {
        var marks = block.IndexOfAnyExcept('#');
        return marks is > 0 and <= 6 && block[marks] == ' ' && !block.Contains('\n') ? marks : 0;
    }

    // A heading, by the line below it.
    private static bool IsUnderlined(ReadOnlySpan<char> block) =>
        block.LastIndexOf('\n') is var line and > 0 && block[(line + 1)..].Trim() is var marks && (marks.IndexOfAnyExcept('=') < 0 || marks.IndexOfAnyExcept('-') < 0);

    // Where links of the page lead.
    private static bool IsDefinition(ReadOnlySpan<char> block) => block[0] == '[' && block.IndexOf(']') is var close and > 0 && block[(close + 1)..].StartsWith(":");

    // "Parameters:", "**Example:**"
    private static bool IntroducesNext(ReadOnlySpan<char> block) => block.TrimEnd(" *_").EndsWith(":");

    // Bold text alone in its line serves as a heading.
    private static bool IsLabel(ReadOnlySpan<char> block) =>
        block.StartsWith("**") && block[2..].IndexOf("**") == block.Length - 4;

    // Of three characters and more, its sign being the number's (CommonMark 0.31, 4.5); 0 when it opens none.
    private static int FenceOf(ReadOnlySpan<char> text)
    {
        var sign = text[0];
        var length = text.IndexOfAnyExcept(sign);
        length = length < 0 ? text.Length : length;
        return length < 3 || (sign == '`' && text[length..].Contains('`')) ? 0 : (length << 1) | (sign == '~' ? 1 : 0);
    }

    private static bool IsFenceEnd(ReadOnlySpan<char> text, int fence)
    {
        var sign = (fence & 1) == 1 ? '~' : '`';
        return text.Length >= fence >> 1 && text.IndexOfAnyExcept(sign) < 0;
    }
}

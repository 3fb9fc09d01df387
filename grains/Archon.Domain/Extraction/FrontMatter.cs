namespace Archon.Domain.Extraction;

/// <summary>The YAML between two lines of three dashes at the very start of a Markdown page.</summary>
internal static class FrontMatter
{
    /// <summary>The page without its front matter.</summary>
    /// <param name="markdown">The page, LF line ends.</param>
    /// <param name="title">The title the front matter states; null when it states none.</param>
    public static string Split(string markdown, out string? title)
    {
        title = null;

        if (!markdown.StartsWith("---\n", StringComparison.Ordinal))
        {
            return markdown;
        }

        var lineStart = "---\n".Length;
        string? found = null;

        while (lineStart < markdown.Length)
        {
            var lineEnd = markdown.IndexOf('\n', lineStart);
            lineEnd = lineEnd < 0 ? markdown.Length : lineEnd;
            var line = markdown.AsSpan(lineStart, lineEnd - lineStart);

            if (line.TrimEnd() is "---" or "...")
            {
                title = found;
                return markdown[Math.Min(markdown.Length, lineEnd + 1)..].TrimStart('\n');
            }

            if (line.StartsWith("title:"))
            {
                found = Unquote(line["title:".Length..].Trim());
            }

            lineStart = lineEnd + 1;
        }

        // Never closed, so it was a rule and not front matter.
        return markdown;
    }

    private static string? Unquote(ReadOnlySpan<char> value)
    {
        if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0])
        {
            value = value[1..^1];
        }

        return value.IsEmpty ? null : OneLine.Of(value.ToString());
    }
}

namespace Archon.Domain.Extraction;

/// <summary>Backticks in a text: a span or a fence around it needs one more than stand together in it.</summary>
internal static class Backticks
{
    /// <summary>How many stand together at most.</summary>
    public static int LongestRun(ReadOnlySpan<char> text)
    {
        var longest = 0;

        for (var start = text.IndexOf('`'); start >= 0; start = text.IndexOf('`'))
        {
            text = text[start..];
            var end = text.IndexOfAnyExcept('`');
            var run = end < 0 ? text.Length : end;
            longest = Math.Max(longest, run);
            text = text[run..];
        }

        return longest;
    }
}

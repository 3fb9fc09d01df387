namespace Archon.Domain.Extraction;

/// <summary>Puts text into a fenced block that nothing in it can end.</summary>
internal static class TextFence
{
    private const int ShortestFence = 3;

    /// <summary>The fence, ending with a line end.</summary>
    public static string Around(string text, string language)
    {
        var fence = new string('`', Math.Max(ShortestFence, Backticks.LongestRun(text) + 1));
        return $"{fence}{language}\n{text}{(text.EndsWith('\n') ? "" : "\n")}{fence}\n";
    }
}

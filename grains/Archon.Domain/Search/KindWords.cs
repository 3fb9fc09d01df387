namespace Archon.Domain.Search;

/// <summary>What stands in a heading before the name of what it defines: <c>pub fn</c>, <c>Static method:</c>, and not <c>Some notes about</c>, which only mentions it.</summary>
internal static class KindWords
{
    private const int Most = 3;

    /// <summary>Whether the text, which may be empty, is no more than that.</summary>
    /// <param name="before">A heading up to the name, in Markdown.</param>
    public static bool Are(ReadOnlySpan<char> before)
    {
        var count = 0;
        foreach (var range in before.Split(' '))
        {
            var word = before[range].Trim("`*#");
            if (!word.IsEmpty && (++count > Most || word.Contains('(') || StopWords.Contains(word.ToString())))
            {
                return false;
            }
        }

        return true;
    }
}

namespace Archon.Domain.Chunking;

/// <summary>A run of stars or of underscores, and how it leans on what is around it.</summary>
/// <param name="Mark">Star or underscore.</param>
/// <param name="Length">How many.</param>
/// <param name="Begins">It leans on what follows it.</param>
/// <param name="Ends">It leans on what stands before it.</param>
/// <param name="IsSure">It leans on a word, so it is emphasis whatever else the text says.</param>
internal readonly record struct EmphasisRun(char Mark, int Length, bool Begins, bool Ends, bool IsSure)
{
    // What nothing ends with, and what nothing begins with: the star of count(*) and of SELECT *, x is what people wrote.
    private const string Opening = "([{<";
    private const string Closing = ")]}>,;:.!?";

    /// <summary>
    /// The run that begins here. One between blanks (2 * 3) or inside a word is no emphasis; one that leans on a sign is when it has a partner, or
    /// is a double one whose partner may have been cut off: at the text's edge, or one that only ends.
    /// </summary>
    public static EmphasisRun At(ReadOnlySpan<char> source, int start)
    {
        var mark = source[start];
        var length = source[start..].IndexOfAnyExcept(mark) is var found and > 0 ? found : source.Length - start;
        var before = start - 1;
        var after = start + length;

        // A mark of a found word (U+0002, U+0003) is no letter and no blank: it is looked through.
        while (before >= 0 && source[before] is '\u0002' or '\u0003')
        {
            before--;
        }

        while (after < source.Length && source[after] is '\u0002' or '\u0003')
        {
            after++;
        }

        var (wordBefore, wordAfter) = (before >= 0 && char.IsLetterOrDigit(source[before]), after < source.Length && char.IsLetterOrDigit(source[after]));
        if (wordBefore != wordAfter)
        {
            return new(mark, length, wordAfter, wordBefore, IsSure: true);
        }

        var begins = !wordBefore && after < source.Length && !char.IsWhiteSpace(source[after]) && !Closing.Contains(source[after]);
        var ends = !wordAfter && before >= 0 && !char.IsWhiteSpace(source[before]) && !Opening.Contains(source[before]);
        return new(mark, length, begins, ends, IsSure: length == 2 && ((begins && before < 0) || (ends && (after >= source.Length || (mark == '*' && char.IsWhiteSpace(source[after]))))));
    }
}

using System.Collections.Frozen;

namespace Archon.Domain.Search;

/// <summary>English words that say nothing about what is looked for; a question asked in them still has to find its answer.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        ("a about am an and any are as at be been but by can could did do does for from had has have how i if in into is it its "
            + "me my of on or our please should so some than that the their them then there these they this those to us use using "
            + "want was we were what when where which while who why will with would you your").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string word) => Words.Contains(word);
}

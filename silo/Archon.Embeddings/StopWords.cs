using System.Collections.Frozen;

namespace Archon.Embeddings;

/// <summary>English words too common to say what a text is about.</summary>
internal static class StopWords
{
    private const int Longest = 7;

    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        ("a about after all also an and any are as at be because been before being below between both but by can could did do does doing "
         + "down during each few for from further had has have having he her here hers him his how i if in into is it its just may me "
         + "more most must my no nor not now of off on once only or other our out over own s same shall she should so some such t than "
         + "that the their them then there these they this those through to too under until up us very was we were what when where which "
         + "while who whom why will with would you your").Split(' '),
        StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> letters) => letters.Length <= Longest && Lookup.Contains(letters);
}

namespace Archon.Domain.Search;

/// <summary>A word of a query that nothing has.</summary>
/// <param name="Typed">The word.</param>
/// <param name="Words">What it was taken for.</param>
/// <param name="AreParts">It is an identifier, and was taken for all of the words at once: those inside it.</param>
public sealed record MeantWord(string Typed, IReadOnlyList<string> Words, bool AreParts = false)
{
    /// <summary>Words inside an identifier that are looked for; one that has more is no identifier that somebody typed.</summary>
    public const int MostParts = 8;

    /// <summary>The words inside an identifier, in lower case; null when it has only itself, or too many.</summary>
    public static IReadOnlyList<string>? PartsOf(string word) =>
        IdentifierWords.Split(word) is { Count: > 1 and <= MostParts } parts ? [.. parts.Select(part => part.ToLowerInvariant())] : null;

    /// <summary>For people: <c>activty → activity; hashmpa → hashmap; createIndx → create index</c>; null when there is none.</summary>
    public static string? Tell(IReadOnlyList<MeantWord> meant) =>
        meant.Count == 0 ? null : string.Join("; ", meant.Select(one => $"{one.Typed} → {string.Join(one.AreParts ? " " : ", ", one.Words)}"));
}

namespace Archon.Domain.Search;

/// <summary>A word of a query that nothing has.</summary>
/// <param name="Typed">The word.</param>
/// <param name="Words">What it was taken for.</param>
public sealed record MeantWord(string Typed, IReadOnlyList<string> Words)
{
    /// <summary>For people: <c>activty → activity; hashmpa → hashmap</c>; null when there is none.</summary>
    public static string? Tell(IReadOnlyList<MeantWord> meant) =>
        meant.Count == 0 ? null : string.Join("; ", meant.Select(one => $"{one.Typed} → {string.Join(", ", one.Words)}"));
}

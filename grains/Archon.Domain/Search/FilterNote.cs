namespace Archon.Domain.Search;

/// <summary>Why a search with filters finds nothing: what the filters leave out, and whether there is something without them.</summary>
/// <param name="SourceId">The source that was asked for; null for all.</param>
/// <param name="Tag">The tag that was asked for; null for all.</param>
/// <param name="Language">The language that was asked for; null for all.</param>
/// <param name="Path">The beginning of the path that was asked for; null for all.</param>
/// <param name="IsCode">Code was looked for, else pages.</param>
public sealed record FilterNote(string? SourceId, string? Tag, string? Language, string? Path, bool IsCode)
{
    private const int MostNamed = 60;
    private const int LongestLanguage = 12;
    private const int MostLanguages = 5;

    /// <summary>There is a filter.</summary>
    public bool HasFilters => Filters.Count > 0;

    private List<string> Filters =>
        [.. new[] { Named("language", Language), Named("path", Path), Named("tag", Tag), Named("source", SourceId) }.OfType<string>()];

    /// <summary>The note, some sentences.</summary>
    /// <param name="languages">The languages of the best that match without the filters, null for one that states none; empty when nothing does.</param>
    public string Tell(IReadOnlyCollection<string?> languages)
    {
        ArgumentNullException.ThrowIfNull(languages);
        var filters = Filters;
        var without = filters.Count == 1 ? "it" : "them";
        var leftOut = Language is null ? "" : IsCode ? " A language leaves out code of which none is known." : " A language leaves out pages that state none.";
        var rest = languages.Count == 0 ? $" Without {without} nothing matches either."
            : Language is null ? $" Without {without} something matches."
            : $" Without {without} there are matches: {string.Join(", ", Tell(languages, IsCode))}.";
        return $"Nothing matches with {string.Join(", ", filters)}.{leftOut}{rest}";
    }

    // A page states what it likes, and this is a sentence of ours.
    private static IEnumerable<string> Tell(IReadOnlyCollection<string?> languages, bool isCode)
    {
        var named = languages.OfType<string>().Where(IsName).Distinct(StringComparer.Ordinal).Take(MostLanguages).Select(language => $"in {language}");
        return languages.Any(language => language is null || !IsName(language)) ? named.Append(isCode ? "in a language that is not known" : "in pages that state none") : named;
    }

    private static bool IsName(string language) => language.Length is > 0 and <= LongestLanguage && language.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '+' or '#');

    private static string? Named(string filter, string? value) =>
        string.IsNullOrEmpty(value) ? null : $"the {filter} '{(value.Length <= MostNamed ? value : value[..MostNamed] + "…")}'";
}

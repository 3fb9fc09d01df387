using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells the field of a site from one that an author shows: it chooses something of the site, how much of a list is shown or in which order, it leads elsewhere, or it asks for its reader's address.
/// </summary>
internal static class SiteField
{
    private const int MostWords = 6;
    private const int MostWordsOfOrder = 3;

    private static readonly FrozenSet<string> OfLists = ControlWords.Words("show display view entries rows results items records lines per page");
    private static readonly FrozenSet<string> OfOrder = ControlWords.Words("sort sorted filter filtered jump");
    private static readonly FrozenSet<string> BesideOrder = ControlWords.Words("by to");
    private static readonly FrozenSet<string> OfReaders = ControlWords.Words("email e-mail mail");
    private static readonly FrozenSet<string> OfAsking = ControlWords.Words("your enter subscribe submit send join notify");
    private static readonly FrozenSet<string> BesideReaders = ControlWords.Words("name address please and me now");
    private static readonly FrozenSet<string> OfFilters = ControlWords.Words("search filter");
    private static readonly FrozenSet<string> OfAll = ControlWords.Words("all any everything");

    /// <summary>Whether its names or its events give it away.</summary>
    public static bool IsNamed(IElement field) =>
        ControlWords.NameSite(field.ClassName) || ControlWords.NameSite(field.Id) || ControlWords.NameSite(field.GetAttribute("name")) || ControlWords.SaySite(field.GetAttribute("aria-label"))
        || field.GetAttribute("onchange")?.Contains("location", StringComparison.Ordinal) is true;

    /// <summary>Whether each choice is another page.</summary>
    public static bool LeadsElsewhere(IElement field) =>
        field.LocalName == "select"
        && field.QuerySelectorAll("option").Any(option => option.GetAttribute("value") is ['/' or '.', ..] or ['h', 't', 't', 'p', ..] && !option.GetAttribute("value")!.Equals(option.TextContent.Trim(), StringComparison.Ordinal));

    /// <summary>Whether a field in a line of the text chooses something of the site, or does what it would do anywhere.</summary>
    /// <param name="label">What the line says beside it.</param>
    /// <param name="options">What there is to choose.</param>
    public static bool IsInLine(string label, string[] options) =>
        ControlWords.SaySite(label) || IsAnywhere(label, options)
        || (Array.Exists(options, IsOfSite) && Array.TrueForAll(options, option => IsOfSite(option) || !ControlWords.SayOwn(option)));

    /// <summary>Whether a field orders a list, says how much of it is shown or asks for its reader's address.</summary>
    /// <param name="label">What is said beside it.</param>
    /// <param name="options">What there is to choose.</param>
    public static bool IsAnywhere(string label, string[] options) =>
        WordsOf(label) is { Length: > 0 and <= MostWords } words && (OrdersList(words) || CountsList(words, options) || AsksReader(words));

    /// <summary>Whether the rows of a table are chosen by a field: nothing but fields stands in its row.</summary>
    public static bool FiltersRows(IElement field) =>
        field.Closest("tr") is { ParentElement: { } rows } row
        && (rows.LocalName is "thead" or "tfoot" || (row.QuerySelectorAll("input, select") is { Length: > 1 } fields && fields.Any(BeginsFilter)))
        && row.Children.All(cell => string.IsNullOrWhiteSpace(LabelOf(cell)));

    /// <summary>What an element says beside the choices of its fields.</summary>
    public static string LabelOf(IElement line)
    {
        var label = line.TextContent;
        foreach (var field in line.QuerySelectorAll("select, textarea"))
        {
            label = field.TextContent is { Length: > 0 } choices ? label.Replace(choices, "", StringComparison.Ordinal) : label;
        }

        return label;
    }

    // "Search name"
    private static bool BeginsFilter(IElement field)
    {
        if (field.LocalName == "select")
        {
            return field.QuerySelector("option") is { } first && OfAll.Contains(first.TextContent.Trim());
        }

        var words = (field.GetAttribute("value") ?? field.GetAttribute("placeholder")).AsSpan().Trim();
        return OfFilters.GetAlternateLookup<ReadOnlySpan<char>>().Contains(words.IndexOf(' ') is var end and >= 0 ? words[..end] : words);
    }

    // "Sort by"
    private static bool OrdersList(string[] words) => words is [var first, var second, ..] && words.Length <= MostWordsOfOrder && OfOrder.Contains(first) && BesideOrder.Contains(second);

    // "Show 10 / 25 / 50 entries"
    private static bool CountsList(string[] words, string[] options) =>
        options.Length > 1 && Array.TrueForAll(options, option => int.TryParse(option, out _) || OfAll.Contains(option)) && Array.TrueForAll(words, OfLists.Contains);

    // "Your email"
    private static bool AsksReader(string[] words) =>
        Array.Exists(words, OfReaders.Contains) && Array.Exists(words, OfAsking.Contains)
        && Array.TrueForAll(words, static word => OfReaders.Contains(word) || OfAsking.Contains(word) || BesideReaders.Contains(word));

    private static string[] WordsOf(string label) => label.Split([' ', '\t', '\n', '\r', '\f', '\u00a0', ':', ',', '*', '(', ')'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsOfSite(string option) => ControlWords.SaySite(option) || ControlWords.SayTongue(option);
}

using System.Globalization;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>The number of a step that begins with a heading, which a browser or a style sheet shows beside that. A heading that states a number of its own has none more.</summary>
internal static class StepNumber
{
    /// <summary>What is written before a heading; null where that states a number of its own.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="number">The number of the step that begins with it.</param>
    public static string? Before(IElement heading, int number) => StatesOne(heading.TextContent, number) ? null : string.Create(CultureInfo.InvariantCulture, $"{number}. ");

    /// <summary>
    /// Whether a list shows numbers beside its items, counted upwards from its first: one without a class, as an author's Markdown becomes, or whose class says that it is of steps. A style sheet may hide those of any other.
    /// </summary>
    public static bool AreShown(IElement list) =>
        list.GetAttribute("style")?.Contains("none", StringComparison.OrdinalIgnoreCase) is not true
        && !list.HasAttribute("reversed") && list.GetAttribute("type") is null or "1" && IsOfSteps(list.ClassName);

    /// <summary>Whether an item of such a list shows its number: what a program has made an entry of a list has attributes, and an article is no step.</summary>
    public static bool IsShown(IElement item) =>
        (string.IsNullOrEmpty(item.ClassName) ? item.Attributes.All(attribute => attribute.Name is "id" or "value" or "class") : IsOfSteps(item.ClassName))
        && !BoilerplateRules.Holds(item, HtmlTag.Article);

    /// <summary>Whether an element shows nothing but the number of the step that it stands in (Mintlify).</summary>
    public static bool Is(IElement element, in ElementFacts facts) =>
        facts.Has(ClassTraits.Positioned) && element.ParentElement is { } step && step.GetAttribute("role") == "listitem" && step.ClassList.Contains("step")
        && element.TextContent.AsSpan().Trim() is { Length: > 0 and < 4 } number && number.IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsOfSteps(string? names) => string.IsNullOrEmpty(names) || names.Contains("step", StringComparison.OrdinalIgnoreCase) || names.Contains("procedure", StringComparison.OrdinalIgnoreCase);

    // "1. Install", "(3) Use it", "#4 Check", "Step 2: run it", "Step Five"
    private static bool StatesOne(string heading, int number)
    {
        var words = heading.AsSpan().Trim();
        if (words.StartsWith("step ", StringComparison.OrdinalIgnoreCase) || words is ['#' or '(', >= '0' and <= '9', ..])
        {
            return true;
        }

        return IsNumber(words, number) || IsNumber(words[(words.IndexOfAny(" \u00a0") + 1)..], number: -1);
    }

    // The number of the step itself needs no sign behind it.
    private static bool IsNumber(ReadOnlySpan<char> words, int number)
    {
        var behind = words.TrimStart("0123456789");
        return behind.Length < words.Length
            && (behind.IsEmpty || behind[0] is ':' or '.' or ')' || behind.TrimStart() is ['-' or '\u2013' or '\u2014', ..]
                || (char.IsWhiteSpace(behind[0]) && int.TryParse(words[..^behind.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && stated == number));
    }
}

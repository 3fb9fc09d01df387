using System.Globalization;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>The number of a step that begins with a heading, which a browser or a style sheet shows beside that. A heading that states a number of its own has none more.</summary>
internal static class StepNumber
{
    /// <summary>What is written before a heading; null where that states a number of its own.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="number">The number of the step that begins with it.</param>
    public static string? Before(IElement heading, int number) => StatesOne(heading.TextContent) ? null : string.Create(CultureInfo.InvariantCulture, $"{number}. ");

    /// <summary>Whether a list shows no numbers.</summary>
    public static bool AreHidden(IElement list) => list.GetAttribute("style")?.Contains("none", StringComparison.OrdinalIgnoreCase) is true || list.ClassList.Contains("list-unstyled");

    /// <summary>Whether an element shows nothing but the number of the step that it stands in (Mintlify).</summary>
    public static bool Is(IElement element, in ElementFacts facts) =>
        facts.Has(ClassTraits.Positioned) && element.ParentElement is { } step && step.GetAttribute("role") == "listitem" && step.ClassList.Contains("step")
        && element.TextContent.AsSpan().Trim() is { Length: > 0 and < 4 } number && number.IndexOfAnyExceptInRange('0', '9') < 0;

    // "1. Install", "Step 2: run it"
    private static bool StatesOne(string heading)
    {
        var words = heading.AsSpan().Trim();
        return IsNumber(words) || IsNumber(words[(words.IndexOfAny(" \u00a0") + 1)..]);
    }

    private static bool IsNumber(ReadOnlySpan<char> words)
    {
        var behind = words.TrimStart("0123456789");
        return behind.Length < words.Length && (behind.IsEmpty || behind[0] is ':' or '.' or ')' || behind.TrimStart() is ['-' or '\u2013' or '\u2014', ..]);
    }
}

using System.Globalization;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>The number of a step that begins with a heading, which a browser or a style sheet shows beside that. A heading that states a number of its own has none more.</summary>
internal static class StepNumber
{
    private const int MostWrappers = 4;

    /// <summary>What is written before the heading; null for nothing.</summary>
    /// <param name="step">What begins with the heading.</param>
    /// <param name="number">Its number.</param>
    public static string? Before(IElement? step, int number) =>
        step is not null && HeadingOf(step) is { } heading && !StatesOne(heading.TextContent) ? string.Create(CultureInfo.InvariantCulture, $"{number}. ") : null;

    /// <summary>Whether a list shows no numbers.</summary>
    public static bool AreHidden(IElement list) => list.GetAttribute("style")?.Contains("none", StringComparison.OrdinalIgnoreCase) is true || list.ClassList.Contains("list-unstyled");

    /// <summary>Whether an element shows nothing but the number of the step that it stands in (Mintlify).</summary>
    public static bool Is(IElement element, in ElementFacts facts) =>
        facts.Has(ClassTraits.Positioned) && element.ParentElement is { } step && step.GetAttribute("role") == "listitem" && step.ClassList.Contains("step")
        && element.TextContent.AsSpan().Trim() is { Length: > 0 and < 4 } number && number.IndexOfAnyExceptInRange('0', '9') < 0;

    // What is an article is no step.
    private static IElement? HeadingOf(IElement step)
    {
        var first = step;
        for (var levels = 0; levels < MostWrappers && !HtmlTags.Of(first.LocalName).IsHeading(); levels++)
        {
            foreach (var node in first.ChildNodes)
            {
                if (node is IText text && string.IsNullOrWhiteSpace(text.Data))
                {
                    continue;
                }

                if (node is not IElement child || child.LocalName is not ("div" or "section" or "header" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6"))
                {
                    return null;
                }

                first = child;
                break;
            }
        }

        return HtmlTags.Of(first.LocalName).IsHeading() ? first : null;
    }

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

using System.Text.RegularExpressions;

namespace Archon.Domain.Extraction;

/// <summary>What a site asks and tells below each of its pages where no name gives it away (GitBook, ReadMe): whether the page has helped, and how long ago it was changed. A date stays.</summary>
internal static partial class SiteQuestion
{
    private const int Longest = 80;

    /// <summary>Whether a paragraph says nothing else.</summary>
    public static bool Is(ReadOnlySpan<char> paragraph) =>
        paragraph.Length <= Longest && (paragraph.Contains('?') || paragraph.EndsWith(" ago", StringComparison.Ordinal)) && Said().IsMatch(paragraph);

    [GeneratedRegex(
        @"^[*_]*((was|is) th(is|e) (page|article|section|document|documentation|content|information|guide|topic)?\s*(helpful|useful)|did th(is|e) (page|article|document) help( you)?)\?[*_\s]*(yes\b)?[\s/|·]*(no\b)?[\s👍👎]*$"
        + @"|^[*_]*(last |page )?(updated|modified|edited)[*_: ]*((about|over|almost) )?(an?|\d+) (second|minute|hour|day|week|month|year)s? ago$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Said();
}

using System.Text.RegularExpressions;

namespace Archon.Domain.Extraction;

/// <summary>
/// The id that an author gives a heading of Markdown, behind its text: <c>{#setup}</c> (Docusaurus, VitePress, Pandoc), <c>{: #setup .wide }</c> (MkDocs, kramdown),
/// <c>{/* #setup */}</c> (Docusaurus).
/// </summary>
internal static class HeadingAttributes
{
    private static readonly Regex Written = new(
        @"(?<cut>[ \t]*\{(?::?[ \t]*#(?<id>[^\s{}]+)(?:[ \t][^{}\n]*)?|/\*[ \t]*#(?<id>[^\s{}*]+)[ \t]*\*/)\})[ \t]*#*[ \t]*(?:\n|$)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Finds it in the source of a heading.</summary>
    /// <param name="source">The heading, with its marks.</param>
    /// <param name="start">Where it begins, the blanks before it included.</param>
    /// <param name="length">Its length.</param>
    /// <returns>The id; null when there is none.</returns>
    public static string? Find(string source, out int start, out int length)
    {
        (start, length) = (0, 0);
        if (!source.Contains('}', StringComparison.Ordinal) || Written.Match(source) is not { Success: true } match)
        {
            return null;
        }

        (start, length) = (match.Groups["cut"].Index, match.Groups["cut"].Length);
        return match.Groups["id"].Value;
    }
}

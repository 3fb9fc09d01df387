using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes abbreviations, and what one stands for behind it where the page first has it, be that in a heading, a term or a link; behind code that it stands in, which is never changed. A code block
/// says nothing but its code.
/// </summary>
internal sealed class AbbreviationWriter(MarkdownWriter writer)
{
    // Longer than what is abbreviated: an explanation, which would tear its sentence apart.
    private const int LongestMeaning = 80;

    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Forgets the page before.</summary>
    public void Begin() => _told.Clear();

    public void Write(IElement element)
    {
        writer.WriteChildren(element);
        WriteMeaning(element);
    }

    /// <summary>Writes what the words in a piece of code stand for that has been written; signs in it (<c>/</c> of a signature) are none.</summary>
    public void WriteBehind(IElement code)
    {
        foreach (var node in PageNodes.Of(code))
        {
            if (node is not IElement child)
            {
                continue;
            }

            if (IsAbbreviation(child) && child.TextContent.AsSpan().Trim() is [var first, ..] && char.IsLetter(first))
            {
                WriteMeaning(child);
            }

            WriteBehind(child);
        }
    }

    public static bool IsAbbreviation(IElement element) => element.LocalName is "abbr" or "acronym";

    private void WriteMeaning(IElement element)
    {
        if (element.GetAttribute("title") is { Length: > 0 } title && MeaningOf(element, title) is { } meaning)
        {
            writer.Inline.Append(" (");
            writer.Inline.Append(meaning);
            writer.Inline.Append(")");
        }
    }

    private string? MeaningOf(IElement element, string title)
    {
        var text = element.TextContent.AsSpan().Trim();
        var meaning = OneLine.Of(title);
        if (meaning.Length is 0 or > LongestMeaning || text.IsEmpty || text.Equals(meaning, StringComparison.OrdinalIgnoreCase) || !_told.Add($"{text} {meaning}"))
        {
            return null;
        }

        return IsExplained(element, meaning) ? null : meaning;
    }

    // "HTML (HyperText Markup Language)", "HyperText Markup Language (HTML)". What stands behind an element is surely parsed with it only in a paragraph.
    private static bool IsExplained(IElement element, string meaning) =>
        (element is { ParentElement.LocalName: "p", NextSibling: IText after } && after.Data.AsSpan().TrimStart(" \n\t(\u2013\u2014,").StartsWith(meaning, StringComparison.OrdinalIgnoreCase))
        || (element.PreviousSibling is IText before && before.Data.AsSpan().TrimEnd(" \n\t(\u2013\u2014,").EndsWith(meaning, StringComparison.OrdinalIgnoreCase));
}

using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// What a page was written as, where its site offers that beside it: the text of the page once more. It is told by its address, which has the page's name: below <c>_sources/</c>,
/// where Sphinx keeps it, or beside the page when the link says that it is the source.
/// </summary>
internal static class OwnSource
{
    private const string Folder = "/_sources/";

    // "View the source of this page".
    private const int MostWords = 48;

    private static readonly string[] Forms = [".txt", ".md", ".rst", ".ipynb", ".mdx", ".adoc", ".myst", ".markdown", ".text"];

    private static readonly string[] Pages = [".html", ".htm", ".xhtml"];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words =
        new[] { "source", "markdown", "raw" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A link to a text that calls it the source of something.</summary>
    /// <param name="link">The link.</param>
    /// <param name="reference">As the page has it.</param>
    public static bool IsSaid(IElement link, ReadOnlySpan<char> reference) =>
        HasForm(reference.Trim()) && (Says(link.TextContent) || Says(link.GetAttribute("title")) || Says(link.GetAttribute("aria-label")));

    /// <summary>Whether an address is that of a page's own source.</summary>
    /// <param name="link">Absolute, without a fragment.</param>
    /// <param name="page">The page's absolute address.</param>
    /// <param name="isSaid">The page says that it is a source.</param>
    public static bool IsAt(string link, Uri page, bool isSaid)
    {
        if (!HasForm(link))
        {
            return false;
        }

        var own = page.GetLeftPart(UriPartial.Path).AsSpan();
        var folder = link.LastIndexOf(Folder, StringComparison.Ordinal);
        return folder >= 0
            ? own.StartsWith(link.AsSpan(0, folder + 1), StringComparison.Ordinal) && IsNamedAs(link.AsSpan(folder + Folder.Length), own[(folder + 1)..])
            : isSaid && IsNamedAs(link, own);
    }

    private static bool IsNamedAs(ReadOnlySpan<char> source, ReadOnlySpan<char> page)
    {
        var name = page;
        foreach (var form in Pages)
        {
            name = name.EndsWith(form, StringComparison.OrdinalIgnoreCase) ? name[..^form.Length] : name;
        }

        return Follows(source, page) || Follows(source, name) || Follows(source, name.TrimEnd('/')) || IsIndex(source, name.TrimEnd('/'));
    }

    private static bool IsIndex(ReadOnlySpan<char> source, ReadOnlySpan<char> folder)
    {
        if (!source.StartsWith(folder, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = source[folder.Length..];
        return folder.IsEmpty ? Follows(rest, "index") : rest is ['/', ..] && Follows(rest[1..], "index");
    }

    /// <summary>The source is the name with one ending or two: <c>.md</c>, <c>.rst.txt</c>.</summary>
    private static bool Follows(ReadOnlySpan<char> source, ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !source.StartsWith(name, StringComparison.Ordinal) || source[name.Length..] is not ['.', .. var endings])
        {
            return false;
        }

        var dot = endings.IndexOf('.');
        return IsEnding(dot < 0 ? endings : endings[..dot]) && (dot < 0 || IsEnding(endings[(dot + 1)..]));
    }

    private static bool IsEnding(ReadOnlySpan<char> ending)
    {
        foreach (var letter in ending)
        {
            if (!char.IsAsciiLetter(letter))
            {
                return false;
            }
        }

        return !ending.IsEmpty;
    }

    private static bool HasForm(ReadOnlySpan<char> reference)
    {
        // Most links end otherwise.
        if (reference is not [.., 't' or 'd' or 'b' or 'x' or 'c' or 'n'])
        {
            return false;
        }

        foreach (var form in Forms)
        {
            if (reference.EndsWith(form, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Says(string? words)
    {
        var said = words.AsSpan().Trim();
        if (said.Length is 0 or > MostWords)
        {
            return false;
        }

        foreach (var word in said.SplitAny(" \t\n\r\f\u00a0"))
        {
            if (Words.Contains(said[word]))
            {
                return true;
            }
        }

        return false;
    }
}

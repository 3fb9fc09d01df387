using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells the line that leads to the pages before and behind: each of its links says where it leads by its <c>rel</c>, by the label before it ("Next: ", Texinfo) or by being called so ("« previous", Django),
/// and it says nothing else. It must be called a header or a bar of links as well: an author tells in a paragraph what is next.
/// </summary>
internal static class PageTurner
{
    private const int MostLinks = 12;

    // Of a label that a link's rel bears out, in whatever language.
    private const int LongestLabel = 24;

    private static readonly FrozenSet<string> Turns = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "next", "previous", "prev", "up", "forward", "back", "parent");
    private static readonly FrozenSet<string> Others = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "contents", "index", "top", "home", "start", "first", "last", "toc", "dir");
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TurnsBySpan = Turns.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OthersBySpan = Others.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Is(IElement element, in ElementFacts facts)
    {
        if (!facts.Has(ClassTraits.Turner) || facts.Tag is not (HtmlTag.Block or HtmlTag.Paragraph or HtmlTag.BulletList))
        {
            return false;
        }

        var line = default(Line);
        return Read(element, ref line) && line is { Turns: > 0, Links: <= MostLinks, IsForeign: false };
    }

    /// <summary>The anchor that stands in it and leads to what follows (Texinfo 4); null for none.</summary>
    public static string? PlaceIn(IElement element)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (child is { LocalName: "a" } && child.GetAttribute("name") is { Length: > 0 } name && !child.HasAttribute("href"))
            {
                return name;
            }

            if (PlaceIn(child) is { } inside)
            {
                return inside;
            }
        }

        return null;
    }

    /// <summary>Whether words name the place of a page among others: "Previous", "Next page".</summary>
    public static bool IsName(string words)
    {
        var name = Bare(words);
        var first = name.IndexOf(' ') is var end and >= 0 ? name[..end] : name;
        return (TurnsBySpan.Contains(first) || OthersBySpan.Contains(first)) && (first.Length == name.Length || Bare(name[first.Length..]) is "page" or "Page" or "chapter" or "Chapter" or "section" or "Section");
    }

    private static bool Read(IElement element, ref Line line)
    {
        foreach (var node in PageNodes.Of(element))
        {
            var fits = node switch
            {
                IText text => ReadLabel(text.Data, ref line),
                IElement { LocalName: "a" } link => ReadLink(link, ref line),
                IElement child => HtmlTags.Of(child.LocalName) is HtmlTag.Block or HtmlTag.Paragraph or HtmlTag.Inline or HtmlTag.Emphasis or HtmlTag.Strong or HtmlTag.Rule or HtmlTag.LineBreak or HtmlTag.BulletList or HtmlTag.Item
                    && Read(child, ref line),
                _ => true,
            };

            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadLabel(string text, ref Line line)
    {
        foreach (var range in text.AsSpan().SplitAny(" \t\n\r\f\u00a0"))
        {
            var word = Bare(text.AsSpan(range));
            if (word.IsEmpty)
            {
                continue;
            }

            if (TurnsBySpan.Contains(word))
            {
                line.IsTurnLabel = true;
            }
            else if (OthersBySpan.Contains(word))
            {
                line.IsLabel = true;
            }
            else if (line.Label + word.Length <= LongestLabel)
            {
                line.Label += word.Length;
                line.IsForeign = true;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadLink(IElement link, ref Line line)
    {
        var reference = link.GetAttribute("href");
        var says = Bare(link.TextContent);
        if (reference is null)
        {
            return says.IsEmpty;
        }

        var relation = link.GetAttribute("rel").AsSpan().Trim();
        var turns = TurnsBySpan.Contains(relation) || OthersBySpan.Contains(relation) || (!line.IsForeign && (line.IsTurnLabel || TurnsBySpan.Contains(says)));
        var fits = turns || (!line.IsForeign && (line.IsLabel || OthersBySpan.Contains(says)));
        line = new Line { Turns = line.Turns + (turns ? 1 : 0), Links = line.Links + 1 };
        return fits && line.Links <= MostLinks;
    }

    // "« previous", "[Contents]", "Next:", "(dir)".
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> words)
    {
        var start = 0;
        var end = words.Length;
        while (start < end && !char.IsLetterOrDigit(words[start]))
        {
            start++;
        }

        while (end > start && !char.IsLetterOrDigit(words[end - 1]))
        {
            end--;
        }

        return words[start..end];
    }

    /// <summary>What of a line has been read.</summary>
    private struct Line
    {
        /// <summary>Links to the page before, behind or above, or that say by their <c>rel</c> where they lead.</summary>
        public int Turns { get; set; }

        public int Links { get; set; }

        /// <summary>Words since the last link say that the next one leads so.</summary>
        public bool IsTurnLabel { get; set; }

        /// <summary>They say that it leads to what every page leads to.</summary>
        public bool IsLabel { get; set; }

        /// <summary>They say something else.</summary>
        public bool IsForeign { get; set; }

        /// <summary>Letters of such words.</summary>
        public int Label { get; set; }
    }
}

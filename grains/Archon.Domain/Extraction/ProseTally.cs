using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What stands in a box, as far as it tells whether its author or its site speaks there. Counted up to a few thousand letters.</summary>
/// <param name="Links">Letters in links.</param>
/// <param name="Titles">Letters in headings, outside links.</param>
/// <param name="Prose">Letters outside links and headings.</param>
/// <param name="SaysMore">It holds a figure, a table, or words that are neither links nor a title.</param>
/// <param name="HasSentence">Some of its prose ends as a sentence does.</param>
/// <param name="HasField">It has a field to be filled in.</param>
internal record struct ProseTally(int Links, int Titles, int Prose, bool SaysMore, bool HasSentence, bool HasField)
{
    private const int MostCounted = 4_000;

    // Letters before the full stop.
    private const int ShortestSentence = 12;

    /// <summary>What is to be filled in or pressed.</summary>
    public static readonly ulong Fields = HtmlSegment.BitOf(HtmlTag.TextArea) | HtmlSegment.BitOf(HtmlTag.Button);

    /// <summary>Letters outside links.</summary>
    public readonly int Outside => Titles + Prose;

    /// <summary>It says something in words outside links, and asks for nothing.</summary>
    public readonly bool IsText => SaysMore && !HasField && Outside >= Links * 2;

    /// <summary>It has sentences, no links, and asks for nothing.</summary>
    public readonly bool IsPlainProse => HasSentence && !HasField && Links == 0;

    public static ProseTally Of(IElement element)
    {
        var tally = new ProseTally { HasField = PageNodes.Holds(element, Fields) };
        if (!tally.HasField)
        {
            Count(element, isLink: false, isTitle: false, ref tally);
        }

        return tally;
    }

    private static void Count(IElement element, bool isLink, bool isTitle, ref ProseTally tally)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    Count(text.Data.AsSpan().Trim(), isLink, isTitle, ref tally);
                    break;

                case IElement child when HtmlTags.Of(child.LocalName) is var tag and not (HtmlTag.Silent or HtmlTag.Navigation):
                    tally.SaysMore |= tag is HtmlTag.Cell || child.LocalName == "figure";

                    // A box to be ticked is that of a task.
                    tally.HasField |= tag is HtmlTag.CheckBox && child.GetAttribute("type") is not "checkbox";
                    Count(child, isLink || tag is HtmlTag.Link, isTitle || tag.IsHeading(), ref tally);
                    break;
            }

            if (tally.Links + tally.Outside > MostCounted)
            {
                break;
            }
        }
    }

    private static void Count(ReadOnlySpan<char> letters, bool isLink, bool isTitle, ref ProseTally tally)
    {
        if (isLink)
        {
            tally.Links += letters.Length;
        }
        else if (isTitle)
        {
            tally.Titles += letters.Length;
        }
        else
        {
            tally.Prose += letters.Length;
            tally.SaysMore |= OpeningControl.HasLetters(letters);
            tally.HasSentence |= tally.Prose >= ShortestSentence && letters.TrimEnd(")]\"'”’»") is [.., '.' or '!' or '。' or '！' or '…'];
        }
    }
}

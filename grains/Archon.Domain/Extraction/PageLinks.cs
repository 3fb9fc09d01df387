using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What the links of a block lead to, and how much it says beside them.</summary>
internal static class PageLinks
{
    // Letters beside each link: a number, "new".
    private const int MostBesideLink = 5;

    /// <summary>Whether a block has links, and all of them lead into the page it stands on.</summary>
    public static bool LeadIntoPage(IElement block)
    {
        var found = default(Tally);
        return Count(block, ref found) && found.Links > 0;
    }

    /// <summary>Whether a summary opens links into the page, and nothing else.</summary>
    public static bool AreAllOf(IElement details, IElement summary)
    {
        var (title, found) = (default(Tally), default(Tally));
        return Count(summary, ref title) && Count(details, ref found) && found.Links > title.Links && SaysLittle(new Tally(found.Links, found.Beside - title.Beside));
    }

    /// <summary>Whether a list of links into the page says little beside them. What stands in brackets is said of one: "(deprecated)".</summary>
    public static bool SayLittleBeside(IElement list)
    {
        var found = default(Tally);
        return Count(list, ref found) && SaysLittle(found);
    }

    private static bool SaysLittle(in Tally found) => found.Beside <= found.Links * MostBesideLink;

    /// <returns>False when a link leads elsewhere.</returns>
    private static bool Count(IElement element, ref Tally found)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    found.Beside += CountBeside(text.Data.AsSpan().Trim());
                    break;

                // A fragment may be a route to another page.
                case IElement { LocalName: "a" } link when link.GetAttribute("href") is { } reference:
                    if (reference is not ['#', not ('/' or '!'), ..])
                    {
                        return false;
                    }

                    found.Links++;
                    break;

                case IElement child when !Count(child, ref found):
                    return false;
            }
        }

        return true;
    }

    private static int CountBeside(ReadOnlySpan<char> text) => text is ['(', .., ')'] or ['[', .., ']'] ? 0 : text.Length;

    private record struct Tally(int Links, int Beside);
}

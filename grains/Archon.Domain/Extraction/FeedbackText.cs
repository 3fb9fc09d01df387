using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells what is written about feedback from a site that asks for it: that asks its reader to do something, and leads to where it is done.</summary>
internal static class FeedbackText
{
    private static readonly FrozenSet<string> Asking = ControlWords.Words(
        "us please helpful submit suggest suggestion suggestions thanks thank issue issues bug bugs typo typos survey contact improve rate");

    private static readonly string[] Phrases = ["your feedback", "give feedback", "leave feedback", "send feedback", "provide feedback", "share feedback", "any feedback"];

    private static readonly string[] Places = ["mailto:", "/issues", "/discussions", "/contact", "/forms/", "survey", "forum", "support"];

    /// <summary>Whether an element that is called feedback only says what that is.</summary>
    public static bool Is(IElement element) =>
        ControlWords.Tokens(element.ClassName ?? element.Id, static name => name.Equals("feedback", StringComparison.OrdinalIgnoreCase)) && !IsAsked(element);

    private static bool IsAsked(IElement element)
    {
        foreach (var node in PageNodes.Of(element))
        {
            if (node switch
            {
                IText text => Asks(text.Data),
                IElement child => (child.LocalName == "a" && LeadsToAPlace(child.GetAttribute("href"))) || IsAsked(child),
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }

    private static bool Asks(string text)
    {
        if (text.AsSpan().ContainsAny('?', '\uff1f') || Array.Exists(Phrases, words => text.Contains(words, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        foreach (var range in text.AsSpan().SplitAny(" \t\n\r\f,.;:!()\u00a0"))
        {
            if (Asking.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan(range)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool LeadsToAPlace(string? reference) => reference is not null && Array.Exists(Places, place => reference.Contains(place, StringComparison.OrdinalIgnoreCase));
}

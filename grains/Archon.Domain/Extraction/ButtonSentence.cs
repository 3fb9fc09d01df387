using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells whether a button is a word of the text that it stands in. One that names something is, at either end of an item, a cell, a definition or a quotation, and where it is all of it; so is the last
/// of a sentence that has not ended. One that a site may offer on any page ("Copy", "Next"), or that is done with a thing of a list, must be spoken of: in the sentence before it, or by one
/// that goes on behind it.
/// </summary>
internal sealed class ButtonSentence(MarkdownWriter writer, ButtonNeighbours beside)
{
    private const int LongestLine = 80;

    /// <summary>Whether a button says nothing but a sign: "+", "⌘".</summary>
    public static bool IsSign(IElement element, in ElementFacts facts) => !facts.Has(ClassTraits.Control) && ControlWords.AreSign(element.TextContent);

    /// <summary>Whether it is a choice, or opens some.</summary>
    public static bool IsMenu(IElement element, in ElementFacts facts) => facts.Role is not ("" or "button") || OpeningControl.OpensMenu(element);

    /// <summary>What must stand behind it for it to be a word.</summary>
    public WantedBehind Judge(IElement element, in ElementFacts facts)
    {
        var isMenu = IsMenu(element, facts);
        var isChoice = IsChoice(element);
        if (SentenceBehind.IsIn(element) && !(isMenu && isChoice))
        {
            return WantedBehind.Anything;
        }

        var place = ButtonPlace.OfText(element);
        if (isMenu && isChoice && IsOfSentence(place) && !facts.Has(ClassTraits.Control) && !IsChosen(element.TextContent) && PressingSentence.IsUnsaid(writer.Inline.Text) && !IsLineOfSite)
        {
            return PressingSentence.Names(writer.Inline.Text, isOwn: false) ? WantedBehind.NoButton : WantedBehind.Sentence;
        }

        var isName = !isChoice && (ControlWords.MayBeName(element.TextContent) || IsSign(element, facts));
        if ((!(isMenu && isChoice) && IsNamed(element, facts, place)) || (isName && !isMenu && MayEnd(element, facts, place)))
        {
            // In a mark it can't wait.
            return element.ParentElement is { } mark && ButtonNeighbours.IsMark(mark) && !ButtonNeighbours.IsBeforeButton(element) ? WantedBehind.Anything : WantedBehind.NoButton;
        }

        if (place is HtmlTag.Inline || (!isName && (isMenu || facts.Has(ClassTraits.Control))) || !(element.TextContent.Any(char.IsLetter) || IsSign(element, facts)))
        {
            return WantedBehind.Other;
        }

        if (IsAtStart)
        {
            return isName ? WantedBehind.Sentence : WantedBehind.WholeSentence;
        }

        return (isName || OpeningControl.SaysWhat(element)) && writer.Inline.Text is [.., var last] && (char.IsLetter(last) || last == ',') ? WantedBehind.Sentence : WantedBehind.Other;
    }

    /// <summary>Whether the sentence before it names it, or names the one that it is joined to.</summary>
    public bool IsNamed(IElement element, in ElementFacts facts) => IsNamed(element, facts, ButtonPlace.OfText(element));

    /// <summary>Whether what stands behind a button is what it wants.</summary>
    /// <param name="wanted">What must stand behind it.</param>
    /// <param name="after">The text that does.</param>
    public bool IsWordBefore(WantedBehind wanted, ReadOnlySpan<char> after) =>
        wanted switch
        {
            WantedBehind.NoButton => true,
            WantedBehind.Sentence => SentenceBehind.GoesOn(after) || (IsAtStart && (SentenceBehind.Joins(after) || SentenceBehind.Explains(after))),
            _ => SentenceBehind.Explains(after) || (SentenceBehind.GoesOn(after) && after.EndsWith(".")),
        };

    private bool IsAtStart => !writer.Inline.HasText || writer.Inline.HasPendingBreak;

    private bool IsInMidSentence =>
        writer.Inline.Text.TrimEnd("*_~ ") is [.., var last] && (char.IsLetterOrDigit(last) || last is ',' or ':' or ';' or '(' or ')' or '"' or '“' or '’' or '\'' or '`' or '>' or '→');

    private bool IsLineOfSite => writer.Inline.Text is { Length: < LongestLine } line && ControlWords.SaySite(line.ToString());

    // What has been chosen of versions and languages.
    private static bool IsChoice(IElement element) =>
        element.GetAttribute("aria-haspopup") == "listbox" || OpeningControl.ShowsMenu(element) || ControlWords.SaySite(element.TextContent) || ControlWords.SayTongue(element.TextContent);

    // What has been chosen, and is no name of the choice.
    private static bool IsChosen(string words) => ControlWords.SayTongue(words) || words.Any(char.IsAsciiDigit);

    // A block may be a row of tools.
    private static bool IsOfSentence(HtmlTag place) => place is HtmlTag.Paragraph or HtmlTag.Item or HtmlTag.Cell or HtmlTag.Definition or HtmlTag.BlockQuote;

    private bool IsNamed(IElement element, in ElementFacts facts, HtmlTag place)
    {
        if (facts.Has(ClassTraits.Control) || OpeningControl.ShowsMenu(element) || IsAtStart)
        {
            return false;
        }

        return beside.IsJoinedToWord
            || (!beside.IsBehindButton && PressingSentence.Names(writer.Inline.Text, isOwn: ControlWords.SayOwn(element.TextContent) && IsOfSentence(place)));
    }

    private bool MayEnd(IElement element, in ElementFacts facts, HtmlTag place) =>
        !facts.Has(ClassTraits.Control) && !beside.IsBehindButton && !beside.IsBehindUsed && OpeningControl.HasLetters(element.TextContent) && IsOfSentence(place)
        && (IsAtStart ? place is not HtmlTag.Paragraph : IsInMidSentence && !IsLineOfSite)
        && !ButtonPlace.IsOfTools(element);
}

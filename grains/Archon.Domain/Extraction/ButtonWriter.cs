using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes the buttons that are text: what a reader opens a part of the text by, what holds text of several words (Redoc, Swagger UI), and words of a paragraph ("Click Save to go on"),
/// or of a sentence in a list or a table. All others are left out.
/// </summary>
internal sealed class ButtonWriter(MarkdownWriter writer)
{
    private const int FewestWords = 3;

    // Siblings are looked for among all that stand beside them.
    private const int MostNodesOfSentence = 64;

    // Between two buttons they are no sentence.
    private static readonly string[] Joining = ["or", "and", "of"];

    // What stands behind it is not in hand: an item or a cell may be parsed in parts.
    private IElement? _held;

    /// <summary>Forgets a button of which it is not known whether it is a word: what comes next is no text.</summary>
    public void Drop() => _held = null;

    /// <summary>Writes such a button when the text behind it goes on with its sentence.</summary>
    public void Meet(string text)
    {
        if (_held is not { } held || text.AsSpan().Trim() is not { IsEmpty: false } after)
        {
            return;
        }

        _held = null;
        if (GoesOn(after))
        {
            writer.Inline.Append(held.TextContent);
        }
    }

    public void Write(IElement element, in ElementFacts facts)
    {
        if (writer.Flow is BlockFlow.Line)
        {
            if (!facts.Has(ClassTraits.Gutter) && IsOfLine(element))
            {
                writer.WriteChildren(element);
            }

            return;
        }

        if (BoilerplateRules.Holds(element, HtmlTag.Image) && ImageAddress.IsOfFigure(element))
        {
            writer.WriteChildren(element);
            return;
        }

        if (facts.Has(ClassTraits.Gutter | ClassTraits.Boilerplate) || facts.Role is not ("" or "button")
            || OpeningControl.OpensMenu(element) || !OpeningControl.HasLetters(element.TextContent) || Collapsed.Refused.Hold(element))
        {
            return;
        }

        if (IsTitle(element))
        {
            WriteLine(element, InlineMarkKind.Strong);
        }
        else if (writer.Filter.InArticle && IsText(element, facts))
        {
            WriteLine(element, InlineMarkKind.None);
        }
        else if (IsWord(element))
        {
            writer.WriteChildren(element);
        }
        else if (MayBeWord(element, facts))
        {
            _held = element;
        }
    }

    /// <summary>Writes what is a button by its role alone.</summary>
    /// <returns>False when it is to be written as what else it is.</returns>
    public bool WriteStated(IElement element, in ElementFacts facts)
    {
        if (writer.Flow is BlockFlow.Line)
        {
            return !facts.Tag.IsHeading() && facts.Tag is not HtmlTag.Term && !IsOfLine(element);
        }

        if (writer.Flow is not BlockFlow.Blocks || facts.Tag is not (HtmlTag.Inline or HtmlTag.Block or HtmlTag.Paragraph) || HeaderReader.IsHeadingOrHoldsOne(element))
        {
            return false;
        }

        if (Collapsed.Refused.Hold(element))
        {
            return true;
        }

        var isTitle = IsTitle(element);
        if (isTitle)
        {
            WriteLine(element, InlineMarkKind.Strong);
        }

        return isTitle;
    }

    private CollapsedText Collapsed => writer.Filter.Surroundings.Collapsed;

    private bool IsTitle(IElement element) => Collapsed.Openers.Hold(element) && !ControlWords.SayOpening(element.TextContent);

    private void WriteLine(IElement element, InlineMarkKind mark)
    {
        writer.WriteLine(element, mark);
        writer.Flush();
    }

    // In a heading it is the heading, or a word of it; beside one it copies, shares and chooses.
    private bool IsOfLine(IElement element) => ControlLine.Around(element) is not { } line || ControlLine.IsOf(line, element) || (IsTitle(element) && OpeningControl.SaysWhat(element)) || IsWordOfLine(element) || IsNamedInLine(element);

    // "Click Save", "Undo and Redo": it opens nothing, and does what is written about.
    private static bool IsNamedInLine(IElement element) =>
        !element.HasAttribute("aria-expanded") && !element.HasAttribute("aria-controls") && OpeningControl.SaysWhat(element) && ControlWords.SayOwn(element.TextContent);

    private static bool IsWordOfLine(IElement element) =>
        element.ParentElement is { ChildNodes.Length: < MostNodesOfSentence }
        && element is { PreviousSibling: IText before, NextSibling: IText after } && OpeningControl.HasLetters(before.Data) && OpeningControl.HasLetters(after.Data);

    // A response with its number in bold and what it means, an operation with its address.
    private static bool IsText(IElement element, in ElementFacts facts) =>
        ((facts.Has(ClassTraits.Control) && Holds(element, HtmlTag.Block)) || Holds(element, HtmlTag.Paragraph) || Holds(element, HtmlTag.Strong))
        && CountWords(element.TextContent) >= FewestWords && OpeningControl.SaysWhat(element);

    private static bool Holds(IElement element, HtmlTag tag) => BoilerplateRules.Holds(element, tag);

    // What goes on behind it is a sentence; at its end a button is something to be done ("Sign up for news: Subscribe"). Only a paragraph is surely parsed with all that stands in it.
    private static bool IsWord(IElement element)
    {
        var word = element;
        while (word.ParentElement is { } around && HtmlTags.Of(around.LocalName) is HtmlTag.Inline or HtmlTag.Strong or HtmlTag.Emphasis or HtmlTag.Code)
        {
            word = around;
        }

        if (word.ParentElement is not { LocalName: "p" } || word.NextSibling is not IText next || next.Data.AsSpan().Trim() is not { IsEmpty: false } after)
        {
            return false;
        }

        var isBehindText = word.PreviousSibling is IText before && !string.IsNullOrWhiteSpace(before.Data);
        return isBehindText ? !after.Equals("or", StringComparison.OrdinalIgnoreCase) : word.PreviousSibling is null && char.IsLower(after[0]);
    }

    // A sentence of the item or the cell has begun. There are more buttons in such places that belong to the page than words: numbers of pages, what copies, what a form does.
    private bool MayBeWord(IElement element, in ElementFacts facts)
    {
        if (facts.Has(ClassTraits.Control) || writer.Inline.HasPendingBreak || writer.Inline.Text is not [.., var last] || !(char.IsLetter(last) || last == ',')
            || !element.TextContent.Any(char.IsLetter) || !OpeningControl.SaysWhat(element))
        {
            return false;
        }

        var around = element.ParentElement;
        while (around is not null && HtmlTags.Of(around.LocalName) is HtmlTag.Inline or HtmlTag.Strong or HtmlTag.Emphasis or HtmlTag.Code)
        {
            around = around.ParentElement;
        }

        return around is not null && HtmlTags.Of(around.LocalName) is HtmlTag.Item or HtmlTag.Cell or HtmlTag.Definition && around.Closest("form") is null;
    }

    private static bool GoesOn(ReadOnlySpan<char> after)
    {
        if (after is ".")
        {
            return true;
        }

        var first = after.TrimStart(",;) ");
        if (first.IsEmpty || !char.IsLower(first[0]))
        {
            return false;
        }

        var words = first.TrimEnd(",;( ");
        foreach (var joining in Joining)
        {
            if (words.Equals(joining, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private static int CountWords(string text)
    {
        var count = 0;
        var inWord = false;
        foreach (var letter in text)
        {
            var isOfWord = char.IsLetterOrDigit(letter);
            count += isOfWord && !inWord ? 1 : 0;
            inWord = isOfWord;
        }

        return count;
    }
}

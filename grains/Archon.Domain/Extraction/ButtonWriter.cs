using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes the buttons that are text: what a reader opens a part of the text by, what holds text of several words (Redoc, Swagger UI), what a row of a table is about, and words of a sentence: one
/// goes on behind them ("Click Save to go on"), or it speaks of pressing ("Click Save"). All others are left out.
/// </summary>
internal sealed class ButtonWriter(MarkdownWriter writer)
{
    private const int FewestWords = 3;

    private readonly ButtonNeighbours _beside = new();

    // What stands behind it is not in hand: an item or a cell may be parsed in parts.
    private IElement? _held;
    private bool _heldIsNamed;

    /// <summary>The cell that is written holds buttons and nothing else, which is for the whole table to judge.</summary>
    public bool InCellOfButtons { get; set; }

    /// <summary>How many buttons were left out.</summary>
    public int LeftOut { get; private set; }

    public void Begin()
    {
        _held = null;
        _beside.Break();
        InCellOfButtons = false;
    }

    /// <summary>The line ends.</summary>
    public void End()
    {
        Settle(isWord: _heldIsNamed);
        _beside.Break();
    }

    /// <summary>An element comes next.</summary>
    public void Meet(IElement next)
    {
        if (_held is null && !_beside.Matter)
        {
            return;
        }

        var isButton = ButtonNeighbours.IsButton(next);
        Settle(isWord: _heldIsNamed && !isButton);
        if (!isButton)
        {
            _beside.Break();
        }
    }

    /// <summary>Text comes next, with which the sentence may go on.</summary>
    public void Meet(string text)
    {
        if ((_held is null && !_beside.Matter) || text.AsSpan().Trim() is not { IsEmpty: false } after)
        {
            return;
        }

        if (_held is not null)
        {
            Settle(isWord: _heldIsNamed || SentenceBehind.GoesOn(after));
        }

        _beside.Pass(after);
    }

    public void Write(IElement element, in ElementFacts facts)
    {
        if (writer.Flow is BlockFlow.Line)
        {
            WriteWord(element, !facts.Has(ClassTraits.Gutter) && IsOfLine(element, facts));
            return;
        }

        if (BoilerplateRules.Holds(element, HtmlTag.Image) && ImageAddress.IsOfFigure(element))
        {
            writer.WriteChildren(element);
            return;
        }

        if (!OpeningControl.HasLetters(element.TextContent))
        {
            return;
        }

        if (!facts.Has(ClassTraits.Gutter) && HeaderCellAround(element) is { } header)
        {
            WriteWord(element, LineButton.IsOf(header, element));
        }
        else if (facts.Has(ClassTraits.Gutter | ClassTraits.Boilerplate) || facts.Role is not ("" or "button") || (OpeningControl.OpensMenu(element) && !Collapsed.Openers.Hold(element)) || Collapsed.Refused.Hold(element))
        {
            WriteWord(element, isWord: false);
        }
        else if (IsTitle(element))
        {
            WriteLine(element, InlineMarkKind.Strong);
        }
        else if (writer.Filter.InArticle && IsText(element, facts))
        {
            WriteLine(element, InlineMarkKind.None);
        }
        else if (InCellOfButtons)
        {
            WriteWord(element, !facts.Has(ClassTraits.Control));
        }
        else if (SentenceBehind.IsIn(element) || (IsNamed(element, facts) && element.ParentElement is { } mark && ButtonNeighbours.IsMark(mark) && !ButtonNeighbours.IsBeforeButton(element)))
        {
            WriteWord(element, isWord: true);
        }
        else if (IsNamed(element, facts) || MayBeWord(element, facts))
        {
            _heldIsNamed = IsNamed(element, facts);
            _held = element;
        }
        else
        {
            WriteWord(element, isWord: false);
        }
    }

    /// <summary>Writes what is a button by its role alone.</summary>
    /// <returns>False when it is to be written as what else it is.</returns>
    public bool WriteStated(IElement element, in ElementFacts facts)
    {
        if (writer.Flow is BlockFlow.Line)
        {
            if (facts.Tag.IsHeading() || facts.Tag is HtmlTag.Term)
            {
                return false;
            }

            var isOfLine = IsOfLine(element, facts);
            _beside.Pass(isOfLine);
            return !isOfLine;
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

    private void WriteWord(IElement element, bool isWord)
    {
        if (isWord)
        {
            writer.WriteChildren(element);
        }

        LeftOut += isWord ? 0 : 1;
        _beside.Pass(isWord);
    }

    // What is known of the button that was held.
    private void Settle(bool isWord)
    {
        if (_held is not { } held)
        {
            return;
        }

        _held = null;
        if (isWord)
        {
            writer.Inline.Append(held.TextContent);
        }

        LeftOut += isWord ? 0 : 1;
        _beside.Pass(isWord);
    }

    private void WriteLine(IElement element, InlineMarkKind mark)
    {
        writer.WriteLine(element, mark);
        writer.Flush();
    }

    // In a heading it is the heading, or a word of it; beside one it copies, shares and chooses.
    private bool IsOfLine(IElement element, in ElementFacts facts) =>
        ControlLine.Around(element) is not { } line
        || (IsTitle(element)
            ? OpeningControl.SaysWhat(element) || LineButton.IsOf(line, element)
            : !LineButton.IsChoice(line, element, Collapsed.Refused.Hold(element))
                && (LineButton.IsOf(line, element) || (IsNamed(element, facts) && !ButtonNeighbours.IsBeforeButton(element))));

    private static IElement? HeaderCellAround(IElement element)
    {
        var around = Around(element);
        return around is { LocalName: "div" or "p" } ? around.ParentElement is { LocalName: "th" } ? around.ParentElement : null : around is { LocalName: "th" } ? around : null;
    }

    // The sentence before it names it, or names the one that it is joined to.
    private bool IsNamed(IElement element, in ElementFacts facts)
    {
        if (facts.Has(ClassTraits.Control) || OpeningControl.OpensMenu(element) || OpeningControl.ShowsMenu(element) || writer.Inline.HasPendingBreak || !writer.Inline.HasText)
        {
            return false;
        }

        return _beside.IsJoinedToWord
            || (!_beside.IsBehindButton && PressingSentence.Names(writer.Inline.Text, isOwn: ControlWords.SayOwn(element.TextContent) && IsInSentence(element)));
    }

    // A block may be a row of tools.
    private static bool IsInSentence(IElement element) =>
        Around(element) is { } around && HtmlTags.Of(around.LocalName) is HtmlTag.Paragraph or HtmlTag.Item or HtmlTag.Cell or HtmlTag.Definition && around.Closest("form") is null;

    // The block it stands in.
    private static IElement? Around(IElement element)
    {
        var around = element.ParentElement;
        while (around is not null && ButtonNeighbours.IsMark(around))
        {
            around = around.ParentElement;
        }

        return around;
    }

    // A response with its number in bold and what it means, an operation with its address.
    private static bool IsText(IElement element, in ElementFacts facts) =>
        ((facts.Has(ClassTraits.Control) && Holds(element, HtmlTag.Block)) || Holds(element, HtmlTag.Paragraph) || Holds(element, HtmlTag.Strong))
        && CountWords(element.TextContent) >= FewestWords && OpeningControl.SaysWhat(element);

    private static bool Holds(IElement element, HtmlTag tag) => BoilerplateRules.Holds(element, tag);

    // A sentence of the item or the cell has begun. There are more buttons in such places that belong to the page than words: numbers of pages, what copies, what a form does.
    private bool MayBeWord(IElement element, in ElementFacts facts)
    {
        if (facts.Has(ClassTraits.Control) || writer.Inline.HasPendingBreak || writer.Inline.Text is not [.., var last] || !(char.IsLetter(last) || last == ',')
            || !element.TextContent.Any(char.IsLetter) || !OpeningControl.SaysWhat(element))
        {
            return false;
        }

        return Around(element) is { } around && HtmlTags.Of(around.LocalName) is HtmlTag.Item or HtmlTag.Cell or HtmlTag.Definition && around.Closest("form") is null;
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

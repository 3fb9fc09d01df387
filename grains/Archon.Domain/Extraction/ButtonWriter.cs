using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes the buttons that are text: what a reader opens a part of the text by, what holds text of several words (Redoc, Swagger UI), what a row of a table is about, and words of the text that
/// they stand in. All others are left out.
/// </summary>
internal sealed class ButtonWriter
{
    private const int FewestWords = 3;

    private readonly MarkdownWriter _writer;
    private readonly ButtonNeighbours _beside;
    private readonly ButtonSentence _sentence;

    // What stands behind it is not in hand: an item or a cell may be parsed in parts.
    private IElement? _held;
    private WantedBehind _wanted;

    public ButtonWriter(MarkdownWriter writer)
    {
        _writer = writer;
        _beside = new ButtonNeighbours();
        _sentence = new ButtonSentence(writer, _beside);
    }

    /// <summary>The cell that is written holds buttons and nothing else, which is for the whole table to judge.</summary>
    public bool InCellOfButtons { get; set; }

    /// <summary>How many buttons were left out.</summary>
    public int LeftOut { get; private set; }

    public void Begin()
    {
        _held = null;
        _beside.PassElement(isUsed: false);
        InCellOfButtons = false;
    }

    /// <summary>The line ends.</summary>
    public void End()
    {
        Settle(isWord: _wanted is WantedBehind.NoButton);
        _beside.Break();
    }

    /// <summary>An element comes next.</summary>
    public void Meet(IElement next)
    {
        var isUsed = ButtonPlace.IsUsed(next);
        if (_held is null && !_beside.Matter && !isUsed)
        {
            return;
        }

        var isButton = ButtonNeighbours.IsButton(next);
        Settle(isWord: _wanted is WantedBehind.NoButton && !isButton && !isUsed);
        if (!isButton)
        {
            _beside.PassElement(isUsed);
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
            Settle(_sentence.IsWordBefore(_wanted, after));
        }

        _beside.Pass(after);
    }

    public void Write(IElement element, in ElementFacts facts)
    {
        if (_writer.Flow is BlockFlow.Line)
        {
            WriteWord(element, !facts.Has(ClassTraits.Gutter) && IsOfLine(element, facts));
            return;
        }

        if (BoilerplateRules.Holds(element, HtmlTag.Image) && ImageAddress.IsOfFigure(element))
        {
            _writer.WriteChildren(element);
            return;
        }

        if (!HasWords(element) && !ButtonSentence.IsSign(element, facts))
        {
            return;
        }

        if (!facts.Has(ClassTraits.Gutter) && HeaderCellAround(element) is { } header)
        {
            WriteWord(element, LineButton.IsOf(header, element));
        }
        else if (facts.Has(ClassTraits.Gutter | ClassTraits.Boilerplate) || Collapsed.Refused.Hold(element))
        {
            WriteWord(element, isWord: false);
        }
        else if (IsTitle(element))
        {
            WriteLine(element, InlineMarkKind.Strong);
        }
        else if (_writer.Flow is BlockFlow.Blocks && OperationButton.Is(element) && ButtonPlace.OfText(element) is HtmlTag.Block or HtmlTag.Inline)
        {
            OperationButton.Write(element, _writer);
        }
        else if (_writer.Filter.InArticle && IsText(element, facts) && !ButtonSentence.IsMenu(element, facts))
        {
            WriteLine(element, InlineMarkKind.None);
        }
        else if (facts.Has(ClassTraits.InlineBox) && !facts.Has(ClassTraits.Control) && ButtonPlace.OfText(element) is HtmlTag.Item or HtmlTag.Cell or HtmlTag.Definition)
        {
            WriteWord(element, isWord: true);
        }
        else if (InCellOfButtons)
        {
            WriteWord(element, (!facts.Has(ClassTraits.Control) || !element.TextContent.Any(char.IsLetter)) && !ButtonSentence.IsMenu(element, facts));
        }
        else
        {
            WriteInText(element, facts);
        }
    }

    /// <summary>Writes what is a button by its role alone.</summary>
    /// <returns>False when it is to be written as what else it is.</returns>
    public bool WriteStated(IElement element, in ElementFacts facts)
    {
        if (_writer.Flow is BlockFlow.Line)
        {
            if (facts.Tag.IsHeading() || facts.Tag is HtmlTag.Term)
            {
                return false;
            }

            var isOfLine = IsOfLine(element, facts);
            _beside.Pass(isOfLine);
            return !isOfLine;
        }

        if (_writer.Flow is not BlockFlow.Blocks || facts.Tag is not (HtmlTag.Inline or HtmlTag.Block or HtmlTag.Paragraph) || HeaderReader.IsHeadingOrHoldsOne(element))
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

    private CollapsedText Collapsed => _writer.Filter.Surroundings.Collapsed;

    private bool IsTitle(IElement element) => Collapsed.Openers.Hold(element) && !ControlWords.SayOpening(element.TextContent);

    private void WriteWord(IElement element, bool isWord)
    {
        if (isWord)
        {
            _writer.WriteChildren(element);
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
            _writer.Inline.Append(held.TextContent);
        }

        LeftOut += isWord ? 0 : 1;
        _beside.Pass(isWord);
    }

    private void WriteLine(IElement element, InlineMarkKind mark)
    {
        _writer.WriteLine(element, mark);
        _writer.Flush();
    }

    // In a heading it is the heading, or a word of it; beside one it copies, shares and chooses.
    private bool IsOfLine(IElement element, in ElementFacts facts) =>
        ControlLine.Around(element) is not { } line
        || (IsTitle(element)
            ? OpeningControl.SaysWhat(element) || LineButton.IsOf(line, element)
            : !LineButton.IsChoice(line, element, Collapsed.Refused.Hold(element))
                && (LineButton.IsOf(line, element) || ((_sentence.IsNamed(element, facts) || (LineButton.IsBare(element) && PressingSentence.IsUnsaid(_writer.Inline.Text))) && !ButtonNeighbours.IsBeforeButton(element))));

    private static IElement? HeaderCellAround(IElement element)
    {
        var around = ButtonPlace.Around(element);
        return around is { LocalName: "div" or "p" } ? around.ParentElement is { LocalName: "th" } ? around.ParentElement : null : around is { LocalName: "th" } ? around : null;
    }

    // What a drawing in it says is what the button is for.
    private static bool HasWords(IElement element)
    {
        foreach (var node in PageNodes.Of(element))
        {
            if (node is IText text ? OpeningControl.HasLetters(text.Data) : node is IElement { LocalName: not "svg" } child && HasWords(child))
            {
                return true;
            }
        }

        return false;
    }

    private void WriteInText(IElement element, in ElementFacts facts)
    {
        var wanted = _sentence.Judge(element, facts);
        if (wanted is WantedBehind.Anything || (wanted is WantedBehind.Other && OpeningControl.HasLetters(element.TextContent)))
        {
            WriteWord(element, wanted is WantedBehind.Anything);
        }
        else if (wanted is not WantedBehind.Other)
        {
            _wanted = wanted;
            _held = element;
        }
    }

    // A response with its number in bold and what it means, an operation with its address.
    private static bool IsText(IElement element, in ElementFacts facts) =>
        ((facts.Has(ClassTraits.Control) && Holds(element, HtmlTag.Block)) || Holds(element, HtmlTag.Paragraph) || Holds(element, HtmlTag.Strong))
        && CountWords(element.TextContent) >= FewestWords && OpeningControl.SaysWhat(element);

    private static bool Holds(IElement element, HtmlTag tag) => BoilerplateRules.Holds(element, tag);

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

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes the buttons that are text: what a reader opens a part of the text by, what holds text of several words (Redoc, Swagger UI), and words of a paragraph ("Click Save to go on").
/// All others are left out.
/// </summary>
internal sealed class ButtonWriter(MarkdownWriter writer)
{
    private const int NoText = -1;
    private const int FewestWords = 3;

    private static readonly string[] OfThePage = ["yes", "no", "copied", "copied!", "edit", "run", "try it", "reset", "subscribe", "feedback"];

    private int _end = NoText;

    /// <summary>The paragraph in the making has buttons and nothing else.</summary>
    public bool StandAlone => _end == writer.Inline.Text.Length;

    /// <summary>A paragraph has ended, or a page.</summary>
    public void EndParagraph() => _end = NoText;

    public void Write(IElement element, in ElementFacts facts)
    {
        if (BoilerplateRules.Holds(element, HtmlTag.Image) && ImageAddress.IsOfFigure(element))
        {
            writer.WriteChildren(element);
            return;
        }

        if (facts.Has(ClassTraits.Gutter | ClassTraits.Boilerplate) || facts.Role is not ("" or "button")
            || element.GetAttribute("aria-haspopup") is not (null or "false") || !element.TextContent.Any(char.IsLetterOrDigit))
        {
            return;
        }

        if (OpeningControl.SaysWhat(element) && PlacedBlock.AreWith(writer.Filter.Surroundings.Collapsed.Openers, element))
        {
            WriteLine(element, InlineMarkKind.Strong);
        }
        else if (writer.Filter.InArticle && IsText(element, facts))
        {
            WriteLine(element, InlineMarkKind.None);
        }
        else if (IsWord(element))
        {
            WriteWord(element);
        }
    }

    private void WriteLine(IElement element, InlineMarkKind mark)
    {
        writer.WriteLine(element, mark);
        writer.Flush();
    }

    private void WriteWord(IElement element)
    {
        var isFirst = writer.Flow is BlockFlow.Blocks && (!writer.Inline.HasText || StandAlone);
        writer.WriteChildren(element);
        _end = isFirst ? writer.Inline.Text.Length : NoText;
    }

    // A response with its number in bold and what it means, an operation with its address.
    private static bool IsText(IElement element, in ElementFacts facts) =>
        ((facts.Has(ClassTraits.Control) && Holds(element, HtmlTag.Block)) || Holds(element, HtmlTag.Paragraph) || Holds(element, HtmlTag.Strong))
        && CountWords(element.TextContent) >= FewestWords && OpeningControl.SaysWhat(element);

    private static bool Holds(IElement element, HtmlTag tag) => BoilerplateRules.Holds(element, tag);

    private bool IsWord(IElement element)
    {
        var around = element.ParentElement;
        while (around is not null && HtmlTags.Of(around.LocalName) is HtmlTag.Inline or HtmlTag.Strong or HtmlTag.Emphasis or HtmlTag.Code)
        {
            around = around.ParentElement;
        }

        if (around is null || HtmlTags.Of(around.LocalName) is not (HtmlTag.Paragraph or HtmlTag.Item or HtmlTag.Definition or HtmlTag.Cell)
            || (writer.Flow is BlockFlow.Cell && !writer.Inline.HasText))
        {
            return false;
        }

        return !IsOfThePage(element) || StandsInSentence(element);
    }

    private static bool IsOfThePage(IElement element) =>
        !OpeningControl.SaysWhat(element) || Array.Exists(OfThePage, words => element.TextContent.AsSpan().Trim().Equals(words, StringComparison.OrdinalIgnoreCase));

    // Only a paragraph is surely parsed with all that stands in it.
    private static bool StandsInSentence(IElement element) =>
        element.ParentElement is { LocalName: "p" }
        && element.PreviousSibling is IText before && !string.IsNullOrWhiteSpace(before.Data)
        && element.NextSibling is IText after && after.Data.Any(char.IsLetterOrDigit)
        && !after.Data.AsSpan().Trim().Equals("or", StringComparison.OrdinalIgnoreCase);

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

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes the buttons that are text: what a reader opens a part of the text by, what holds text of several words (Redoc, Swagger UI), and words of a paragraph ("Click Save to go on").
/// All others are left out.
/// </summary>
internal sealed class ButtonWriter(MarkdownWriter writer)
{
    private const int FewestWords = 3;

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
            writer.WriteChildren(element);
        }
    }

    private void WriteLine(IElement element, InlineMarkKind mark)
    {
        writer.WriteLine(element, mark);
        writer.Flush();
    }

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

using System.Text;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>The words of an element without its marks: for titles, code spans and signatures.</summary>
internal sealed class PlainText(ClassVocabulary vocabulary)
{
    private const char EndOfLine = '\u2028';

    private readonly StringBuilder _text = new();
    private char _lineBreak = ' ';

    public string Of(IElement element)
    {
        // Nearly always a single text.
        if (element.ChildNodes is { Length: 1 } only && only[0] is IText text)
        {
            return text.Data;
        }

        _text.Clear();
        Append(element);
        return _text.ToString();
    }

    /// <summary>The words of each line that breaks make of an element.</summary>
    public string[] LinesOf(IElement element)
    {
        _lineBreak = EndOfLine;
        var lines = Of(element).Split(EndOfLine);
        _lineBreak = ' ';
        return lines;
    }

    private void Append(IElement element)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    _text.Append(text.Data);
                    break;

                case IElement child:
                    AppendElement(child);
                    break;
            }
        }
    }

    private void AppendElement(IElement element)
    {
        var facts = ElementFacts.Of(element, vocabulary);

        if (facts.Tag is HtmlTag.LineBreak)
        {
            _text.Append(_lineBreak);
            return;
        }

        if (BoilerplateRules.IsUnseen(element, facts)
            || facts.Has(ClassTraits.Gutter | ClassTraits.Boilerplate)
            || HeadingAnchor.Is(element, facts, inHeading: true)
            || EntryWriter.IsSourceLink(element, facts))
        {
            return;
        }

        if (facts.Has(ClassTraits.Formula) && facts.Tag is HtmlTag.Inline)
        {
            _text.Append(FormulaText.Of(element));
            return;
        }

        if (facts.Has(ClassTraits.FormulaSource) && FormulaSource.Of(element) is { } formula)
        {
            _text.Append(formula);
            return;
        }

        Append(element);
    }
}

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Reads the text of a <c>pre</c> letter for letter. Left out is only what a highlighter put beside the code (line numbers, copy
/// buttons), and line ends are added only where the lines are elements and the source has none between them.
/// </summary>
internal sealed class CodeBlockReader(ClassVocabulary vocabulary)
{
    private readonly CharBuffer _text = new();

    public string Read(IElement pre)
    {
        _text.Clear();
        ReadChildren(pre);
        return _text.ToString();
    }

    private void ReadChildren(IElement element)
    {
        var lineStart = -1;

        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    _text.Append(text.Data);
                    break;

                case IElement child:
                    ReadElement(child, ref lineStart);
                    break;
            }
        }
    }

    private void ReadElement(IElement element, ref int lineStart)
    {
        var facts = ElementFacts.Of(element, vocabulary);

        if (facts.Tag is HtmlTag.LineBreak)
        {
            _text.Append('\n');
            return;
        }

        if (facts.Tag is HtmlTag.Silent or HtmlTag.Button || facts.Has(ClassTraits.Gutter))
        {
            return;
        }

        if (facts.Has(ClassTraits.CodeLine) || element.LocalName is "div" or "li" or "tr")
        {
            if (lineStart >= 0 && !_text.Span[lineStart..].Contains('\n'))
            {
                _text.Append('\n');
            }

            lineStart = _text.Length;
        }

        ReadChildren(element);
    }
}

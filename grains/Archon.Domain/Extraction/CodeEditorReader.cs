using System.Buffers;
using System.Globalization;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Reads what an editor in a page shows (CodeMirror 5 and 6, Monaco, Ace): its line elements and nothing beside them. An editor draws its lines in the order in which they
/// came into view, so where they say how far from the top they stand, that is their order. Other views of code are made so, too: Doxygen's, SyntaxHighlighter's, GitHub's, Crayon's.
/// </summary>
internal sealed class CodeEditorReader(ClassVocabulary vocabulary)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private readonly CharBuffer _text = new();
    private readonly List<Line> _lines = [];

    /// <summary>The text, and the element that its lines stand in; nothing when there are no lines.</summary>
    public (string Text, IElement Lines)? Read(IElement editor)
    {
        _lines.Clear();

        if (editor.ClassList.Contains("fragment") && !BeginsWithLine(editor))
        {
            return null;
        }

        if (editor.ClassList.Contains("crayon-syntax"))
        {
            if (!CrayonView.Is(editor))
            {
                return null;
            }

            if (CrayonView.PlainOf(editor) is { TextContent: { Length: > 0 } text } plain)
            {
                return (text, plain);
            }
        }

        Gather(editor);
        return _lines.Count == 0 ? null : (string.Join('\n', _lines.OrderBy(line => line.Top).Select(line => line.Text)), _lines[0].Parent);
    }

    private void Gather(IElement element)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            var facts = ElementFacts.Of(child, vocabulary);

            if (facts.Has(ClassTraits.CodeLine))
            {
                _text.Clear();
                ReadLine(child);

                // What keeps an empty line open in Doxygen's view, SyntaxHighlighter's and Crayon's.
                if (_text is { Length: 1, Last: ' ' } && (child.ClassList.Contains("line") || child.ClassList.Contains("crayon-line")))
                {
                    _text.Clear();
                }

                _lines.Add(new Line(TopOf(child), _text.ToString(), element));
            }
            else if (!facts.Has(ClassTraits.Gutter))
            {
                Gather(child);
            }
        }
    }

    // Slides have fragments, too.
    private static bool BeginsWithLine(IElement fragment) =>
        PageNodes.ElementsOf(fragment).FirstOrDefault() is { LocalName: "div" } first && (first.ClassList.Contains("line") || first.ClassList.Contains("foldopen"));

    private void ReadLine(IElement element)
    {
        // What a line shows in place of a tab or an unprintable letter.
        if (element.GetAttribute("cm-text") is { Length: > 0 } real)
        {
            _text.Append(real);
            return;
        }

        var isAfterNumber = false;

        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                // Doxygen up to 1.9.1 parts a number from its line by a blank that does not break. Later nothing does, and any other blank is the line's.
                case IText text:
                    AppendText(isAfterNumber && text.Data is ['\u00a0', ..] ? text.Data[1..] : text.Data);
                    isAfterNumber = false;
                    break;

                case IElement child when ElementFacts.Of(child, vocabulary).Has(ClassTraits.Gutter):
                    isAfterNumber = child.ClassName == "lineno";
                    break;

                case IElement child:
                    isAfterNumber = false;
                    ReadLine(child);
                    break;
            }
        }
    }

    // Blanks that do not collapse, and something to keep an empty line open.
    private void AppendText(string text)
    {
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '\u00a0':
                    _text.Append(' ');
                    break;

                case '\u200b' or '\n' or '\r':
                    break;

                default:
                    _text.Append(letter);
                    break;
            }
        }
    }

    private static double TopOf(IElement line)
    {
        var style = line.GetAttribute("style").AsSpan();
        var start = style.IndexOf("top:");

        if (start < 0)
        {
            return 0;
        }

        var value = style[(start + "top:".Length)..].TrimStart();
        var end = value.IndexOfAnyExcept(Digits);
        return double.TryParse(end < 0 ? value : value[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var top) ? top : 0;
    }

    private sealed record Line(double Top, string Text, IElement Parent);
}

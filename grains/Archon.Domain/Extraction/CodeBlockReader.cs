using AngleSharp.Dom;
using Archon.Domain.CodeExamples;

namespace Archon.Domain.Extraction;

/// <summary>
/// Reads the text of a <c>pre</c> letter for letter. Left out is only what a highlighter put beside the code (line numbers, copy
/// buttons), and line ends are added only where the lines are elements and the source has none between them.
/// </summary>
internal sealed class CodeBlockReader(ClassVocabulary vocabulary)
{
    private const int WidestMargin = 80;

    private readonly CharBuffer _text = new();
    private readonly List<Range> _prompts = [];
    private int _callouts;
    private int _numbers;
    private bool _isTwoslash;
    private bool _isBroken;

    /// <summary>Where in the text that was read last the page marks prompts.</summary>
    public IReadOnlyList<Range> Prompts => _prompts;

    public string Read(IElement pre)
    {
        _text.Clear();
        _prompts.Clear();
        _callouts = _numbers = 0;
        _isTwoslash = pre.ClassList.Contains("twoslash");
        ReadChildren(pre);
        return _prompts.Count == 0 ? CodeCallout.WithoutAnnotations(_numbers == 0 ? _text.ToString() : NumberedLines.WithoutBlank(_text.ToString(), _numbers)) : _text.ToString();
    }

    /// <summary>Reads code whose lines are what its breaks make of it.</summary>
    public string ReadBroken(IElement code)
    {
        _isBroken = true;
        var text = BrokenLines.Of(Read(code));
        _isBroken = false;
        _prompts.Clear();
        return text;
    }

    private void ReadChildren(IElement element)
    {
        var lineStart = -1;
        var endsBlock = false;
        INode? before = null;

        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text when _isBroken:
                    BrokenLines.Append(_text, text.Data);
                    break;

                case IText text:
                    if (endsBlock && _text.Last != '\n' && !string.IsNullOrWhiteSpace(text.Data) && text.Data[0] != '\n')
                    {
                        _text.Append('\n');
                    }

                    _text.Append(text.Data);
                    endsBlock = false;
                    break;

                case IElement child:
                    var length = _text.Length;
                    ReadElement(child, before, ref lineStart);
                    endsBlock = child.LocalName == "div" && _text.Length > length;
                    break;
            }

            before = node;
        }
    }

    private void ReadElement(IElement element, INode? before, ref int lineStart)
    {
        var facts = ElementFacts.Of(element, vocabulary);

        if (facts.Tag is HtmlTag.LineBreak)
        {
            _text.Append('\n');
            return;
        }

        if (CodeCallout.Is(element, facts, before, _text.Span, ref _callouts))
        {
            _text.Truncate(CodeCallout.Before(_text.Span, element));
            return;
        }

        _numbers += element is { LocalName: "span", ClassName: "linenos" } && _text is { Length: 0 } or { Last: '\n' } ? 1 : 0;

        if (facts.Tag is HtmlTag.Silent or HtmlTag.Button || facts.Has(ClassTraits.Gutter) || (_isTwoslash && IsShownBeside(element)) || IsStripe(element, facts))
        {
            return;
        }

        if (facts.Has(ClassTraits.CodeLine) || element.LocalName is "div" or "li" or "tr")
        {
            if (lineStart >= 0 ? !_text.Span[lineStart..].Contains('\n') : BeginsBlock(element))
            {
                _text.Append('\n');
            }

            lineStart = _text.Length;
        }

        var start = facts.Has(ClassTraits.Prompt) ? PromptStart() : -1;
        ReadChildren(element);

        // It keeps an empty line open (Torchlight).
        if (facts.Has(ClassTraits.CodeLine) && _text.Last == '\u00a0' && _text.Length == lineStart + 1)
        {
            _text.Truncate(lineStart);
        }

        if (start < 0)
        {
            return;
        }

        // Highlight.js marks the line end before a prompt with it.
        start += _text.Span[start..].IndexOfAnyExcept('\n') is var blanks and > 0 ? blanks : 0;

        if (IsNumber(_text.Span[start..]))
        {
            _text.Truncate(start);
        }
        else if (PromptKind.IsPrompt(_text.Span[start..]))
        {
            _prompts.Add(start.._text.Length);
        }
    }

    // Behind text that stands in the same element.
    private bool BeginsBlock(IElement element) =>
        element is { LocalName: "div", PreviousSibling: IText or IElement { LocalName: not ("div" or "button") } } && _text is { Length: > 0, Last: not '\n' };

    // What Prism lays over the lines that a page points out: as many empty ones.
    private static bool IsStripe(IElement element, in ElementFacts facts) =>
        element.LocalName == "div" && (facts.IsAriaHidden || element.ClassName?.Contains("line-highlight", StringComparison.Ordinal) is true)
        && string.IsNullOrWhiteSpace(element.TextContent);

    // What Twoslash's first form says of the code: the compiler's errors, and where to try it. Elsewhere such names are a highlighter's.
    private static bool IsShownBeside(IElement element) =>
        element.ClassName is "error" or "error-behind" || (element.LocalName == "a" && element.ClassList.Contains("playground-link"));

    // A number that cannot be selected with the line it stands before is the line's.
    private static bool IsNumber(ReadOnlySpan<char> text) => text.Trim() is { IsEmpty: false } number && !number.ContainsAnyExceptInRange('0', '9');

    /// <summary>Where a prompt begins that stands here, perhaps with one before it as in <c>(venv) $</c>; -1 when it would be in the midst of a line.</summary>
    private int PromptStart()
    {
        var before = _text.Span[Math.Max(0, _text.Length - WidestMargin)..].TrimEnd(" \t");

        if (before.IsEmpty ? _text.Length < WidestMargin : before[^1] == '\n')
        {
            return _text.Length;
        }

        if (_prompts is [.., var last] && last.End.Value <= _text.Length && _text.Span[last.End.Value..].Trim(" \t").IsEmpty)
        {
            _prompts.RemoveAt(_prompts.Count - 1);
            return last.Start.Value;
        }

        return -1;
    }
}

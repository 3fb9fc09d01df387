using Archon.Domain.Chunking;
using Markdig.Syntax;

namespace Archon.Domain.CodeExamples;

/// <summary>
/// Remembers the prose since the last heading and quotes what stands just before a code block: in a tab, what its own panel says, else what stands before the tabs. Code right
/// after code is introduced by the same prose.
/// </summary>
internal sealed class CodeContext
{
    /// <summary>About this many characters are quoted, whole paragraphs first.</summary>
    public const int Limit = 300;

    private const int FewParagraphs = 64;

    private readonly List<ParagraphBlock> _prose = [];
    private int _many = FewParagraphs;
    private string _quoted = "";

    /// <summary>Another section begins.</summary>
    public void Forget()
    {
        Clear();
        _quoted = "";
    }

    public void Add(ParagraphBlock paragraph)
    {
        _prose.Add(paragraph);
        if (_prose.Count >= _many)
        {
            // What is too far away to be quoted now stays so. Paragraphs that say nothing stay, so many of them are looked at ever more rarely.
            _prose.RemoveRange(0, QuoteEnd(0).First);
            _many = Math.Max(FewParagraphs, _prose.Count * 2);
        }
    }

    public string Quote()
    {
        if (_prose.Count > 0)
        {
            _quoted = QuoteEnd(0).Text;
            Clear();
        }

        return _quoted;
    }

    /// <summary>What explains code in a tab.</summary>
    /// <param name="label">The tab's label, which is no prose.</param>
    /// <param name="isNext">The label stands right before the code, and was not added.</param>
    /// <param name="isFirst">It is the first tab of its set: what stands before the label introduces all of them. Before another's it is the panel's before.</param>
    public string QuoteInTab(string label, bool isNext, bool isFirst)
    {
        var begin = isNext ? _prose.Count : _prose.FindLastIndex(paragraph => CodeTitle.Of(paragraph) == label) + 1;
        if (begin == 0 && isFirst)
        {
            return Quote();
        }

        var own = QuoteEnd(begin).Text;
        if (isFirst)
        {
            var introduction = isNext ? begin : begin - 1;
            _prose.RemoveRange(introduction, _prose.Count - introduction);
            Quote();
        }

        Clear();
        return own.Length > 0 ? own : _quoted;
    }

    /// <summary>The first sentences of a paragraph behind code, about as much as is quoted of what stands before.</summary>
    public static string BeginOf(ParagraphBlock paragraph)
    {
        var text = PlainText.OfBegin(paragraph.Lines);
        if (text.Length <= Limit)
        {
            return text;
        }

        var begin = text.AsSpan(0, Limit);
        var sentence = begin.LastIndexOf(". ");
        var word = begin.LastIndexOf(' ');
        var cut = sentence >= Limit / 2 ? sentence + 1 : word > 0 ? word : char.IsHighSurrogate(begin[^1]) ? Limit - 1 : Limit;
        return begin[..cut].ToString();
    }

    /// <summary>Prose, and behind it what else is said of the code: its caption, the label of its tab. What would be too long in all is left out.</summary>
    public static string WithLabels(string prose, params ReadOnlySpan<string?> labels)
    {
        var text = prose;
        foreach (var label in labels)
        {
            if (!string.IsNullOrEmpty(label) && text.Length + 1 + label.Length <= Limit && !text.Contains(label, StringComparison.Ordinal))
            {
                text = text.Length == 0 ? label : $"{text}\n{label}";
            }
        }

        return text;
    }

    private void Clear()
    {
        _prose.Clear();
        _many = FewParagraphs;
    }

    private (string Text, int First) QuoteEnd(int from)
    {
        var quoted = "";
        for (var i = _prose.Count - 1; i >= from; i--)
        {
            var paragraph = PlainText.OfEnd(_prose[i].Lines);
            if (quoted.Length > 0 && quoted.Length + 1 + paragraph.Length > Limit)
            {
                return (quoted, i + 1);
            }

            quoted = quoted.Length == 0 ? End(paragraph) : $"{paragraph}\n{quoted}".Trim();
        }

        return (quoted, from);
    }

    /// <summary>The last characters of a long paragraph, from the start of a sentence, else of a word.</summary>
    private static string End(string paragraph)
    {
        if (paragraph.Length <= Limit)
        {
            return paragraph;
        }

        var end = paragraph.AsSpan(paragraph.Length - Limit);
        var sentence = end.IndexOf(". ");
        var cut = sentence >= 0 && sentence < Limit / 2 ? sentence + 2 : end.IndexOf(' ') + 1;
        return end[(cut == 0 && char.IsLowSurrogate(end[0]) ? 1 : cut)..].ToString();
    }
}

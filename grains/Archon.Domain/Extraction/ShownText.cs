using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What is shown of a page, block by block: what is hidden may say the same for another device, and may be opened from anywhere. Walked over only for a page that hides text.</summary>
/// <param name="vocabulary">What classes say.</param>
internal sealed class ShownText(ClassVocabulary vocabulary)
{
    // "Yes." is no other view of what is shown.
    private const int FewestLetters = 20;
    private const ulong Start = 14_695_981_039_346_656_037;
    private const ulong Step = 1_099_511_628_211;

    private readonly HashSet<ulong> _blocks = [];
    private readonly HashSet<string> _opened = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofSite = new(StringComparer.Ordinal);

    /// <summary>Ids of what something in the text opens.</summary>
    public IReadOnlySet<string> Opened => _opened;

    /// <summary>Ids of what a control of the site opens.</summary>
    public IReadOnlySet<string> OfSite => _ofSite;

    /// <summary>Takes the page in anew.</summary>
    /// <param name="root">The page.</param>
    public void Read(IElement root)
    {
        _blocks.Clear();
        _opened.Clear();
        _ofSite.Clear();
        var line = new Line();
        Walk(root, isShown: true, isCode: false, ref line, _blocks);
    }

    /// <summary>Whether most of what an element says is shown, too.</summary>
    public bool Says(IElement element)
    {
        var line = new Line { Shown = _blocks };
        Walk(element, isShown: false, isCode: false, ref line, into: null);
        line.End(into: null);
        return line.Same * 2 > line.All && (line.Same >= FewestLetters || element.LocalName == "pre" || BoilerplateRules.HoldsCode(element));
    }

    private void Walk(IElement element, bool isShown, bool isCode, ref Line line, HashSet<ulong>? into)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    line.Add(text.Data);
                    break;

                case IElement child:
                    var facts = ElementFacts.Of(child, vocabulary);
                    if (facts.Tag is HtmlTag.Silent || (isShown && BoilerplateRules.IsUnseen(child, facts)))
                    {
                        break;
                    }

                    if (isShown)
                    {
                        MeetTargets(child, facts);
                    }

                    var isBlock = !isCode && (facts.Tag.IsBlock() || facts.Tag is HtmlTag.Item or HtmlTag.Cell or HtmlTag.LineBreak);
                    if (isBlock)
                    {
                        line.End(into);
                    }

                    Walk(child, isShown, isCode || facts.Tag is HtmlTag.Preformatted, ref line, into);
                    if (isBlock)
                    {
                        line.End(into);
                    }

                    break;
            }
        }
    }

    private void MeetTargets(IElement element, in ElementFacts facts)
    {
        if (!(facts.Tag is HtmlTag.Link or HtmlTag.Button || facts.Role == "button" || ScriptedReference.Is(element)))
        {
            return;
        }

        var isOfSite = OpeningControl.IsOfSite(element, isTitle: false) || OpeningControl.OpensMenu(element) || UnopenedText.Begins(element.TextContent.AsSpan().TrimStart());
        foreach (var target in ScriptedReference.Targets(element))
        {
            (isOfSite ? _ofSite : _opened).Add(target);
        }
    }

    private struct Line()
    {
        private ulong _hash = Start;
        private int _letters;

        public HashSet<ulong>? Shown { get; init; }

        public int All { get; private set; }

        public int Same { get; private set; }

        public void Add(string text)
        {
            foreach (var letter in text)
            {
                if (char.IsLetterOrDigit(letter))
                {
                    _hash = (_hash ^ letter) * Step;
                    _letters++;
                }
            }
        }

        public void End(HashSet<ulong>? into)
        {
            if (_letters > 0)
            {
                into?.Add(_hash);
                All += _letters;
                Same += Shown?.Contains(_hash) is true ? _letters : 0;
            }

            (_hash, _letters) = (Start, 0);
        }
    }
}

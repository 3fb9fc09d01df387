using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// The second walk: writes an element of a page as GitHub-flavoured Markdown. Recursion is safe: the parser nests at most
/// <see cref="HtmlPageReader.MaximumDepth"/> elements. Reused from page to page.
/// </summary>
internal sealed class MarkdownWriter
{
    private const int NoItem = -1;

    private readonly ClassVocabulary _vocabulary;
    private readonly CodeBlockWriter _code;
    private readonly InlineWriter _inlines;
    private readonly ListWriter _lists;
    private readonly DefinitionListWriter _definitions;
    private readonly TableWriter _tables;
    private readonly AdmonitionWriter _admonitions;
    private readonly TabWriter _tabs;
    private NodeBudget _budget;
    private int _headingLevel;
    private int _articleDepth;
    private int _headerDepth;
    private bool _inOpening;
    private PageExtent _extent;
    private bool _endsWithRule;
    private int _itemStart = NoItem;
    private IElement? _written;
    private string _label = "";

    public MarkdownWriter(ClassVocabulary vocabulary, LinkResolver links)
    {
        _vocabulary = vocabulary;
        Words = new PlainText(vocabulary);
        _code = new CodeBlockWriter(this, vocabulary);
        _inlines = new InlineWriter(this, links);
        _lists = new ListWriter(this);
        _definitions = new DefinitionListWriter(this);
        _tables = new TableWriter(this);
        _admonitions = new AdmonitionWriter(this);
        _tabs = new TabWriter(this);
    }

    public BlockOutput Output { get; } = new();

    public InlineBuffer Inline { get; } = new();

    public PlainText Words { get; }

    /// <summary>What leads to the places of the last document.</summary>
    public AnchorNotes Anchors { get; } = new();

    /// <summary>What a block's edge means where the writer stands.</summary>
    public BlockFlow Flow { get; set; }

    /// <summary>What the next fence says of the tab that its code stands in.</summary>
    public string TakeTab() => _tabs.TakeAttributes();

    /// <summary>What a label says that stands above the next block; empty for none.</summary>
    public string LanguageAbove { get; private set; } = "";

    public bool InHeading => _headingLevel > 0;

    /// <summary>The next block follows without a blank line, as in a tight list.</summary>
    public bool CloseNext { get; set; }

    /// <summary>Nothing of the list item around has been written or is about to be.</summary>
    public bool IsAtItemStart => _itemStart == Output.Length && !Inline.HasText;

    /// <summary>Something of the list item around has been written.</summary>
    public bool HasWrittenInItem => _itemStart != NoItem && Output.Length > _itemStart;

    /// <summary>What is known of the page around the document.</summary>
    public PageSurroundings Surroundings { get; set; } = PageSurroundings.None;

    /// <summary>A table of contents was left out of the last document.</summary>
    public bool LeftContentsOut { get; private set; }

    /// <summary>A menu was left out of a header in the last document.</summary>
    public bool LeftMenuOut { get; private set; }

    /// <param name="root">The document.</param>
    /// <param name="extent">How much of it is written.</param>
    /// <param name="cancellationToken">Looked at every thousand nodes.</param>
    public string Write(IElement root, PageExtent extent, CancellationToken cancellationToken)
    {
        Output.Clear();
        Anchors.Clear();
        Inline.Reset();
        Inline.InCell = false;
        Inline.LineBreak = BlockFlowNames.BreakInParagraph;
        Flow = BlockFlow.Blocks;
        CloseNext = _endsWithRule = LeftContentsOut = LeftMenuOut = _inOpening = false;
        _headingLevel = _headerDepth = 0;
        _itemStart = NoItem;
        _written = null;
        (LanguageAbove, _label) = ("", "");
        _articleDepth = HtmlTags.Of(root.LocalName) is HtmlTag.Body ? 0 : 1;
        _extent = extent;
        _budget = new NodeBudget(cancellationToken);
        _lists.Begin();
        _admonitions.Begin();
        _tabs.Begin();

        WriteOpening();
        WriteSection(root, FactsOf(root));
        WriteNotes();
        EndLabel();

        var markdown = Output.ToString();
        return _endsWithRule ? markdown[..^"---\n".Length].TrimEnd('\n') + "\n" : markdown;
    }

    private void WriteOpening()
    {
        if (_extent >= PageExtent.Body || Surroundings.Opening is not { } opening)
        {
            return;
        }

        _headerDepth++;
        _inOpening = true;
        foreach (var block in opening.Blocks)
        {
            WriteElement(block);
        }

        Flush();
        _headerDepth--;
        _inOpening = false;
    }

    private void WriteNotes()
    {
        if (_extent >= PageExtent.Body)
        {
            return;
        }

        foreach (var notes in Surroundings.Notes)
        {
            WriteElement(notes);
        }

        Flush();
    }

    /// <returns>What <see cref="EndItem"/> wants back: where the item around this one began.</returns>
    public int BeginItem()
    {
        var outer = _itemStart;
        _itemStart = Output.Length;
        return outer;
    }

    public void EndItem(int outer) => _itemStart = outer;

    public ElementFacts FactsOf(IElement element) => ElementFacts.Of(element, _vocabulary);

    public void WriteChildren(IElement element)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    Inline.Append(text.Data);
                    break;

                case IElement child:
                    WriteElement(child);
                    break;
            }
        }
    }

    public void WriteElement(IElement element)
    {
        _budget.Spend();

        if (ReferenceEquals(element, _written))
        {
            return;
        }

        var facts = FactsOf(element);

        if (facts.Id.Length > 0 && IsAnchor(facts))
        {
            Anchors.Meet(facts.Id, Output.Length);
        }

        if (!(facts.IsOfTabs && _tabs.Write(element, facts)) && !IsLeftOut(element, facts))
        {
            WriteKept(element, facts);
        }
    }

    /// <summary>Ends the paragraph in the making; inside a line or a cell, parts its words.</summary>
    public void Flush()
    {
        switch (Flow)
        {
            case BlockFlow.Line:
                Inline.Blank();
                break;

            case BlockFlow.Cell:
                Inline.Break();
                break;

            default:
                WriteParagraph();
                break;
        }
    }

    /// <summary>Begins a block, close to the one before when that was asked for.</summary>
    /// <param name="isCode">It is code, which needs no label beside its fence.</param>
    public void BeginBlock(bool isCode = false)
    {
        if (isCode)
        {
            (LanguageAbove, _label) = ("", "");
        }

        EndLabel();
        Output.BeginBlock(CloseNext);
        Anchors.BeginBlock(Output.LineStart, InHeading);
        CloseNext = false;
        _endsWithRule = false;
    }

    /// <summary>Writes an element as one line: a heading, a term, a label.</summary>
    public void WriteLine(IElement element, InlineMarkKind mark)
    {
        var outer = Flow;
        var lineBreak = Inline.LineBreak;
        Flush();

        if (outer is BlockFlow.Blocks)
        {
            Flow = BlockFlow.Line;
            Inline.LineBreak = " ";
        }

        Inline.Open(mark);
        WriteChildren(element);
        Inline.Close();
        Flow = outer;
        Inline.LineBreak = lineBreak;
    }

    /// <summary>Writes a line in bold that an address may lead to.</summary>
    public void WriteTerm(IElement element, in ElementFacts facts)
    {
        if (Flow is not BlockFlow.Blocks)
        {
            WriteLine(element, InlineMarkKind.Strong);
            return;
        }

        Flush();
        Anchors.BeginTerm(facts.Id);
        WriteLine(element, InlineMarkKind.Strong);
        Anchors.EndTerm();
    }

    /// <summary>Writes the paragraph in the making, or the heading, as far as it has come.</summary>
    public void WriteParagraph()
    {
        Inline.Finish();

        if (!Inline.HasText)
        {
            Inline.Clear();
            return;
        }

        BeginBlock();

        if (_headingLevel > 0)
        {
            Output.AppendHeading(_headingLevel, Inline.Text);
        }
        else
        {
            Anchors.BeginText(Output.BlockStart);
            Output.AppendParagraph(Inline.Text);
        }

        Inline.Clear();
    }

    // No code came below it.
    private void EndLabel()
    {
        if (LanguageAbove.Length > 0)
        {
            Output.BeginBlock();
            Output.AppendParagraph(_label);
            (LanguageAbove, _label) = ("", "");
        }
    }

    // Behind text of its paragraph it leads to that.
    private bool IsAnchor(in ElementFacts facts) =>
        !facts.IsHidden && (Anchors.InTerm || (facts.Tag is HtmlTag.Link or HtmlTag.Inline && (InHeading || !Inline.HasText)));

    private bool IsLeftOut(IElement element, in ElementFacts facts)
    {
        if (HeadingAnchor.Is(element, facts, InHeading))
        {
            Anchors.MeetPermalink(element.GetAttribute("href"), Output.Length);
            return true;
        }

        if (BoilerplateRules.IsUnseen(element, facts))
        {
            return true;
        }

        if (_extent >= PageExtent.Body)
        {
            return _extent is PageExtent.Body && BoilerplateRules.IsSetApart(element, facts);
        }

        if (BoilerplateRules.IsBoilerplate(element, facts, _articleDepth > 0)
            || (_inOpening && facts.Tag is HtmlTag.Image && Output.Length == 0)
            || (Surroundings.Menus.Count > 0 && Surroundings.IsMenu(element, facts)))
        {
            return true;
        }

        if (_headerDepth > 0 && (_extent < PageExtent.Menus || _inOpening) && HeaderRules.IsMenu(element, facts, _inOpening))
        {
            LeftMenuOut |= !_inOpening;
            return true;
        }

        var isContents = _extent < PageExtent.Contents && BoilerplateRules.IsContents(element, facts);
        LeftContentsOut |= isContents;
        return isContents;
    }

    private void WriteKept(IElement element, in ElementFacts facts)
    {
        if (facts.Has(ClassTraits.CodeCaption) && IsCodeCaption(element, facts))
        {
            WriteLine(element, InlineMarkKind.Strong);
            Flush();
            return;
        }

        if (facts.Has(ClassTraits.CodeEditor) && _code.WriteEditor(element))
        {
            return;
        }

        if (facts.Tag is HtmlTag.Code && element.LocalName == "code" && _code.WriteLaidOut(element))
        {
            return;
        }

        if (facts.Has(ClassTraits.LanguageLabel) && facts.Tag is HtmlTag.Block && Flow is BlockFlow.Blocks && CodeLanguage.OfLabel(element) is { } language)
        {
            Flush();
            EndLabel();
            (LanguageAbove, _label) = (language, element.TextContent.Trim());
            return;
        }

        if (!facts.Tag.IsBlock())
        {
            _inlines.Write(element, facts);
            return;
        }

        if (facts.Has(ClassTraits.Admonition | ClassTraits.Label | ClassTraits.Signature | ClassTraits.GridTable)
            && WriteByTraits(element, facts))
        {
            return;
        }

        switch (facts.Tag)
        {
            case >= HtmlTag.Heading1 and <= HtmlTag.Heading6:
                WriteHeading(element, facts);
                break;

            case HtmlTag.Block or HtmlTag.Paragraph when facts.Role == "heading" && !BoilerplateRules.HoldsCode(element):
                WriteHeading(element, facts with { Tag = StatedLevel(element) });
                break;

            case HtmlTag.BulletList or HtmlTag.OrderedList:
                _lists.Write(element, isOrdered: facts.Tag is HtmlTag.OrderedList);
                break;

            case HtmlTag.DefinitionList:
                _definitions.Write(element);
                break;

            case HtmlTag.Table:
                _tables.Write(element, facts);
                break;

            case HtmlTag.Preformatted:
                _code.Write(element);
                break;

            case HtmlTag.TextArea:
                _code.WriteTextArea(element);
                break;

            case HtmlTag.BlockQuote:
                WriteQuote(element);
                break;

            case HtmlTag.Rule:
                WriteRule();
                break;

            case HtmlTag.Summary when Flow is BlockFlow.Blocks && HeaderReader.HeadingOfSummary(element) is { } heading:
                WriteHeader(element, heading);
                break;

            case HtmlTag.Summary or HtmlTag.Caption:
                var described = Anchors.BeginTerms();
                WriteTerm(element, facts);
                Flush();
                Anchors.EndTerms(described);
                break;

            case HtmlTag.Section when Flow is BlockFlow.Blocks && HeaderReader.HeadingOfItem(element) is { } heading && !ReferenceEquals(heading, _written):
                WriteHeader(element, heading);
                break;

            case HtmlTag.Main or HtmlTag.Article or HtmlTag.Section:
                _articleDepth++;
                WriteSection(element, facts);
                _articleDepth--;
                break;

            case HtmlTag.Header:
                _headerDepth++;
                WriteSection(element, facts);
                _headerDepth--;
                break;

            default:
                WriteSection(element, facts);
                break;
        }
    }

    // A file's name in running text has the same class in places.
    private bool IsCodeCaption(IElement element, in ElementFacts facts) =>
        Flow is BlockFlow.Blocks && facts.Tag is HtmlTag.Inline or HtmlTag.Block && !BoilerplateRules.HoldsCode(element)
        && element.ParentElement is { } parent && BoilerplateRules.HoldsCode(parent);

    private bool WriteByTraits(IElement element, in ElementFacts facts)
    {
        if (facts.Has(ClassTraits.Signature))
        {
            Flush();
            Inline.AppendCode(Words.Of(element));
            Flush();
            return true;
        }

        if (facts.Has(ClassTraits.GridTable))
        {
            return _tables.WriteGrid(element);
        }

        return _admonitions.Write(element, facts);
    }

    private void WriteSection(IElement element, in ElementFacts facts)
    {
        Flush();

        if (facts.Id.Length == 0 || !IsPlaceOfText(element, facts))
        {
            WriteChildren(element);
            Flush();
            return;
        }

        var outer = Anchors.BeginSection(facts.Id, Output.Length);
        WriteChildren(element);
        Flush();
        Anchors.EndSection(outer);
    }

    // Of the names that mean a place in the layout, a section that is called so bears one all the same.
    private bool IsPlaceOfText(IElement element, in ElementFacts facts) =>
        facts.Tag is not (HtmlTag.Main or HtmlTag.Body)
        && ((_vocabulary.Of(facts.Id) & ElementFacts.Layout) == 0 || SectionHeading.IsNamedBy(element, facts.Id));

    private void WriteHeading(IElement element, in ElementFacts facts)
    {
        if (Flow is not BlockFlow.Blocks)
        {
            WriteLine(element, InlineMarkKind.Strong);
            Flush();
            return;
        }

        Flush();
        var before = Output.Length;
        Anchors.BeginHeading(facts.Id);
        _headingLevel = facts.Tag - HtmlTag.Heading1 + 1;
        WriteLine(element, InlineMarkKind.None);
        Flush();
        _headingLevel = 0;
        Anchors.EndHeading(before, Output.BlockStart, Output.Length);
    }

    // The heading first, then what stands beside it: since when there is such a method.
    private void WriteHeader(IElement element, IElement heading)
    {
        Flush();
        var outer = Anchors.BeginSection(HeaderReader.IdOf(element, heading), Output.Length);
        WriteHeading(heading, FactsOf(heading));
        Anchors.EndSection(outer);

        var above = _written;
        _written = heading;
        WriteChildren(element);
        Flush();
        _written = above;
    }

    // The level a role states, 2 by default (WAI-ARIA 1.2, "heading").
    private static HtmlTag StatedLevel(IElement element) =>
        int.TryParse(element.GetAttribute("aria-level"), out var level) && level > 0 ? HtmlTag.Heading1 + Math.Min(level, 6) - 1 : HtmlTag.Heading2;

    private void WriteQuote(IElement element)
    {
        Flush();

        if (Flow is not BlockFlow.Blocks || Output.Depth >= BlockOutput.DeepestNesting)
        {
            WriteChildren(element);
            Flush();
            return;
        }

        Output.OpenQuote(element);
        WriteChildren(element);
        Flush();
        Output.Close();
    }

    private void WriteRule()
    {
        Flush();

        if (Flow is BlockFlow.Blocks && Output is { Length: > 0, Depth: 0 } && !_endsWithRule && _headerDepth == 0)
        {
            BeginBlock();
            Output.Append("---");
            Output.EndLine();
            _endsWithRule = true;
        }
    }
}

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
    private readonly HeadingWriter _headings;
    private readonly DoxygenWriter _doxygen;
    private readonly LanguageLabel _label;
    private NodeBudget _budget;
    private bool _endsWithRule;

    // The paragraph before ends with a colon.
    private bool _announces;
    private int _itemStart = NoItem;

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
        _headings = new HeadingWriter(this);
        _doxygen = new DoxygenWriter(this, _headings, _tables);
        _label = new LanguageLabel(Output);
        Filter = new ContentFilter(this);
        Buttons = new ButtonWriter(this);
        CheckBoxes = new CheckBoxWriter(this);
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
    public string LanguageAbove => _label.Language;

    public bool InHeading => _headings.Level > 0;

    /// <summary>What is left out.</summary>
    public ContentFilter Filter { get; }

    /// <summary>Which buttons are text.</summary>
    public ButtonWriter Buttons { get; }

    /// <summary>Which boxes are checked.</summary>
    public CheckBoxWriter CheckBoxes { get; }

    /// <summary>The next block follows without a blank line, as in a tight list.</summary>
    public bool CloseNext { get; set; }

    /// <summary>Nothing of the list item around has been written or is about to be.</summary>
    public bool IsAtItemStart => _itemStart == Output.Length && !Inline.HasText;

    /// <summary>Something of the list item around has been written.</summary>
    public bool HasWrittenInItem => _itemStart != NoItem && Output.Length > _itemStart;

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
        CloseNext = _endsWithRule = _announces = false;
        _itemStart = NoItem;
        Filter.Begin(root, extent);
        _headings.Begin();
        _label.Drop();
        _budget = new NodeBudget(cancellationToken);
        _inlines.Begin();
        Buttons.Begin();
        _lists.Begin();
        _admonitions.Begin();
        _tabs.Begin();

        WriteOpening();
        WriteSection(root, FactsOf(root));
        WriteNotes();
        _label.End();

        var markdown = Output.ToString();
        return _endsWithRule ? markdown[..^"---\n".Length].TrimEnd('\n') + "\n" : markdown;
    }

    private void WriteOpening()
    {
        if (Filter.Extent >= PageExtent.Body || Filter.Surroundings.Opening is not { } opening)
        {
            return;
        }

        Filter.EnterOpening();
        foreach (var block in opening.Blocks)
        {
            WriteElement(block);
        }

        Flush();
        Filter.LeaveOpening();
    }

    private void WriteNotes()
    {
        if (Filter.Extent >= PageExtent.Body)
        {
            return;
        }

        foreach (var notes in Filter.Surroundings.Notes)
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
                    Buttons.Meet(text.Data);
                    _inlines.Formulas.WriteText(text, element);
                    break;

                case IElement child when !_inlines.Formulas.HasWrittenNextIn(element):
                    WriteElement(child);
                    break;
            }
        }
    }

    public void WriteElement(IElement element)
    {
        _budget.Spend();
        Buttons.Meet(element);

        if (_headings.IsWritten(element))
        {
            return;
        }

        var facts = FactsOf(element);

        if (facts.Id.Length > 0 && IsAnchor(facts))
        {
            Anchors.Meet(facts.Id, Output.Length);
        }

        if (!(facts.IsOfTabs && _tabs.Write(element, facts)) && !Filter.IsLeftOut(element, facts))
        {
            WriteKept(element, facts);
        }
    }

    /// <summary>Ends the paragraph in the making; inside a line or a cell, parts its words.</summary>
    public void Flush()
    {
        Buttons.End();

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
            _label.Drop();
        }

        Inline.Owe(null);
        _label.End();
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

        if (!Inline.HasText || (Output.Depth == 0 && !InHeading && Filter.Extent < PageExtent.Body && SiteQuestion.Is(Inline.Text) && !_announces))
        {
            Inline.Clear();
            return;
        }

        BeginBlock();
        _announces = Inline.Text.EndsWith(":");

        if (InHeading)
        {
            Output.AppendHeading(_headings.Level, Inline.Text);
        }
        else
        {
            Anchors.BeginText(Output.BlockStart);
            Output.AppendParagraph(Inline.Text);
        }

        Inline.Clear();
    }

    // Behind text of its paragraph it leads to that.
    private bool IsAnchor(in ElementFacts facts) =>
        !facts.IsHidden && (Anchors.InTerm || (facts.Tag is HtmlTag.Link or HtmlTag.Inline && (InHeading || !Inline.HasText)));

    private void WriteKept(IElement element, in ElementFacts facts)
    {
        if (facts.Role == "checkbox" && facts.Tag is not HtmlTag.CheckBox)
        {
            CheckBoxes.WriteStated(element);
        }

        if ((facts.Has(ClassTraits.CodeCaption) && IsCodeCaption(element, facts)) || (facts.Tag is HtmlTag.Block && Flow is BlockFlow.Blocks && IsTitleOfCode(element, facts)))
        {
            WriteLine(element, InlineMarkKind.Strong);
            Flush();
            return;
        }

        if (facts.Has(ClassTraits.CodeEditor) && _code.WriteEditor(element))
        {
            return;
        }

        if (facts.Tag is HtmlTag.Code && _code.WriteLaidOut(element))
        {
            return;
        }

        if (facts.Has(ClassTraits.LanguageLabel) && Flow is BlockFlow.Blocks && (facts.Tag is HtmlTag.Block || (facts.Tag is HtmlTag.Inline && !Inline.HasText))
            && CodeLanguage.OfLabel(element) is { } language)
        {
            Flush();
            _label.End();
            _label.Set(language, Words.Of(element));
            return;
        }

        if (facts.Role == "button" && Buttons.WriteStated(element, facts))
        {
            return;
        }

        if (!facts.Tag.IsBlock())
        {
            if (facts.Has(ClassTraits.InlineBox))
            {
                Inline.BeginBox();
                _inlines.Write(element, facts);
                Inline.EndBox();
                return;
            }

            _inlines.Write(element, facts);
            return;
        }

        if (facts.Has(ClassTraits.Admonition | ClassTraits.Label | ClassTraits.Signature | ClassTraits.GridTable | ClassTraits.Doxygen)
            && WriteByTraits(element, facts))
        {
            return;
        }

        switch (facts.Tag)
        {
            case >= HtmlTag.Heading1 and <= HtmlTag.Heading6:
                _headings.Write(element, facts);
                break;

            case HtmlTag.Block or HtmlTag.Paragraph when facts.Role == "heading" && !BoilerplateRules.HoldsCode(element):
                _headings.WriteStated(element, facts);
                break;

            case HtmlTag.BulletList or HtmlTag.OrderedList:
                _lists.Write(element, facts);
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
                _headings.WriteHeader(element, heading);
                break;

            case HtmlTag.Summary or HtmlTag.Caption:
                var described = Anchors.BeginTerms();
                WriteTerm(element, facts);
                Flush();
                Anchors.EndTerms(described);
                break;

            case HtmlTag.Section when Flow is BlockFlow.Blocks && HeaderReader.HeadingOfItem(element) is { } heading && !_headings.IsWritten(heading):
                _headings.WriteHeader(element, heading);
                break;

            case HtmlTag.Main or HtmlTag.Article or HtmlTag.Section:
                Filter.EnterArticle();
                WriteSection(element, facts);
                Filter.LeaveArticle();
                break;

            case HtmlTag.Header:
                Filter.EnterHeader();
                WriteSection(element, facts);
                Filter.LeaveHeader();
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

    // Asciidoctor's title of a listing, or a figure's caption above its code.
    private static bool IsTitleOfCode(IElement element, in ElementFacts facts) =>
        facts.Has(ClassTraits.BlockTitle)
            ? element.ParentElement is { ClassName: { } name } && (name.StartsWith("listingblock", StringComparison.Ordinal) || name.StartsWith("literalblock", StringComparison.Ordinal))
            : element.LocalName == "figcaption" && element is { PreviousElementSibling: null, ParentElement: { LocalName: "figure" } figure }
                && BoilerplateRules.HoldsCode(figure) && !BoilerplateRules.HoldsCode(element);

    private bool WriteByTraits(IElement element, in ElementFacts facts)
    {
        if (facts.Has(ClassTraits.Doxygen) && _doxygen.Write(element, facts))
        {
            return true;
        }

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

        return facts.Has(ClassTraits.Admonition | ClassTraits.Label) && _admonitions.Write(element, facts);
    }

    private void WriteSection(IElement element, in ElementFacts facts)
    {
        Flush();

        if (facts.Id.Length == 0 || !IsPlaceOfText(element, facts))
        {
            WriteContent(element, facts);
            Flush();
            return;
        }

        var outer = Anchors.BeginSection(facts.Id, Output.Length);
        WriteContent(element, facts);
        Flush();
        Anchors.EndSection(outer);
    }

    private void WriteContent(IElement element, in ElementFacts facts)
    {
        if (!(facts.Has(ClassTraits.FormulaSource) && _inlines.Formulas.Write(element)))
        {
            WriteChildren(element);
        }
    }

    // Of the names that mean a place in the layout, a section that is called so bears one all the same.
    private bool IsPlaceOfText(IElement element, in ElementFacts facts) =>
        facts.Tag is not (HtmlTag.Main or HtmlTag.Body)
        && ((_vocabulary.Of(facts.Id) & ElementFacts.Layout) == 0 || SectionHeading.IsNamedBy(element, facts.Id));

    private void WriteQuote(IElement element)
    {
        Flush();

        if (Flow is not BlockFlow.Blocks || Output.Depth >= BlockOutput.DeepestNesting || IndentedTerms.Are(element))
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

        if (Flow is BlockFlow.Blocks && Output is { Length: > 0, Depth: 0 } && !_endsWithRule && !Filter.InHeader)
        {
            BeginBlock();
            Output.Append("---");
            Output.EndLine();
            _endsWithRule = true;
        }
    }
}

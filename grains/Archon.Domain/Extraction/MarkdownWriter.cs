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
    private readonly ElementWriter _elements;
    private readonly InlineWriter _inlines;
    private readonly TabWriter _tabs;
    private NodeBudget _budget;

    // The paragraph before ends with a colon.
    private bool _announces;
    private int _itemStart = NoItem;

    public MarkdownWriter(ClassVocabulary vocabulary, LinkResolver links)
    {
        _vocabulary = vocabulary;
        Words = new PlainText(vocabulary);
        _inlines = new InlineWriter(this, links);
        _tabs = new TabWriter(this);
        Headings = new HeadingWriter(this);
        Label = new LanguageLabel(Output);
        _elements = new ElementWriter(this, vocabulary, _inlines, Headings, Label);
        Filter = new ContentFilter(this);
        Buttons = new ButtonWriter(this);
        CheckBoxes = new CheckBoxWriter(this);
        Rules = new RuleWriter(this);
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

    /// <summary>What says the language of the next block.</summary>
    public LanguageLabel Label { get; }

    public HeadingWriter Headings { get; }

    public bool InHeading => Headings.Level > 0;

    /// <summary>What is left out.</summary>
    public ContentFilter Filter { get; }

    /// <summary>Which buttons are text.</summary>
    public ButtonWriter Buttons { get; }

    /// <summary>Which boxes are checked.</summary>
    public CheckBoxWriter CheckBoxes { get; }

    /// <summary>What parts blocks.</summary>
    public RuleWriter Rules { get; }

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
        CloseNext = _announces = false;
        _itemStart = NoItem;
        Filter.Begin(root, extent);
        Headings.Begin();
        Rules.Begin();
        Label.Drop();
        _budget = new NodeBudget(cancellationToken);
        _inlines.Begin();
        Buttons.Begin();
        _elements.Begin();
        _tabs.Begin();

        WriteOpening();
        _elements.WriteSection(root, FactsOf(root));
        WriteNotes();
        Label.End();

        return Output.ToString();
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
        foreach (var notes in Filter.Extent >= PageExtent.Body ? [] : Filter.Surroundings.Notes)
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

        if (Headings.IsWritten(element))
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
            _elements.Write(element, facts);
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
            Label.Drop();
        }

        Inline.Owe(null);
        Label.End();
        Output.BeginBlock(CloseNext);
        Anchors.BeginBlock(Output.LineStart, InHeading);
        CloseNext = false;
        Headings.Number = null;
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
            Output.AppendHeading(Headings.Level, Inline.Text);
        }
        else
        {
            Anchors.BeginText(Output.BlockStart);
            Output.AppendParagraph(Inline.Text);
        }

        Label.Meet(Inline.Text);
        Inline.Clear();
    }

    // Behind text of its paragraph it leads to that.
    private bool IsAnchor(in ElementFacts facts) =>
        !facts.IsHidden && (Anchors.InTerm || (facts.Tag is HtmlTag.Link or HtmlTag.Inline && (InHeading || !Inline.HasText)));
}

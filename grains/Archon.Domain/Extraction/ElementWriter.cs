using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells what an element is, by its tag, its classes and its role, and has it written as that.</summary>
internal sealed class ElementWriter
{
    private readonly MarkdownWriter _writer;
    private readonly ClassVocabulary _vocabulary;
    private readonly InlineWriter _inlines;
    private readonly HeadingWriter _headings;
    private readonly LanguageLabel _label;
    private readonly CodeBlockWriter _code;
    private readonly ListWriter _lists;
    private readonly DefinitionListWriter _definitions;
    private readonly TableWriter _tables;
    private readonly AdmonitionWriter _admonitions;
    private readonly DoxygenWriter _doxygen;
    private readonly MemberWriter _members;
    private readonly ScribbleWriter _scribble;
    private readonly EntryWriter _entries;

    public ElementWriter(MarkdownWriter writer, ClassVocabulary vocabulary, InlineWriter inlines, HeadingWriter headings, LanguageLabel label)
    {
        (_writer, _vocabulary, _inlines, _headings, _label) = (writer, vocabulary, inlines, headings, label);
        _code = new CodeBlockWriter(writer, vocabulary);
        _lists = new ListWriter(writer);
        _definitions = new DefinitionListWriter(writer);
        _tables = new TableWriter(writer);
        _admonitions = new AdmonitionWriter(writer);
        _doxygen = new DoxygenWriter(writer, headings, _tables);
        _members = new MemberWriter(writer);
        _scribble = new ScribbleWriter(writer, _code);
        _entries = new EntryWriter(writer, headings);
    }

    public void Begin()
    {
        _lists.Begin();
        _admonitions.Begin();
        _members.Begin();
    }

    /// <summary>Writes an element that is not left out.</summary>
    public void Write(IElement element, in ElementFacts facts)
    {
        if (facts.Role == "checkbox" && facts.Tag is not HtmlTag.CheckBox)
        {
            _writer.CheckBoxes.WriteStated(element);
        }

        if ((facts.Has(ClassTraits.CodeCaption) && IsCodeCaption(element, facts)) || (facts.Tag is HtmlTag.Block && _writer.Flow is BlockFlow.Blocks && IsTitleOfCode(element, facts)))
        {
            _writer.WriteLine(element, InlineMarkKind.Strong);
            _writer.Flush();
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

        if (facts.Has(ClassTraits.LanguageLabel) && _writer.Flow is BlockFlow.Blocks && (facts.Tag is HtmlTag.Block || (facts.Tag is HtmlTag.Inline && !_writer.Inline.HasText))
            && CodeLanguage.OfLabel(element) is { } language)
        {
            _writer.Flush();
            _label.End();
            _label.Set(language, _writer.Words.Of(element));
            return;
        }

        if (facts.Tag is HtmlTag.Block && _writer.Flow is BlockFlow.Blocks && CodeLanguage.OfBar(element) is { } shown)
        {
            _writer.Flush();
            _label.End();
            _label.Set(shown, _writer.Words.Of(element.FirstElementChild!));
            return;
        }

        if (facts.Role == "button" && _writer.Buttons.WriteStated(element, facts))
        {
            return;
        }

        if (facts.Has(ClassTraits.Scribble) && _scribble.Write(element, facts))
        {
            return;
        }

        if (!facts.Tag.IsBlock())
        {
            if (facts.Has(ClassTraits.InlineBox))
            {
                _writer.Inline.BeginBox(facts.Has(ClassTraits.Badge));
                _inlines.Write(element, facts);
                _writer.Inline.EndBox(facts.Has(ClassTraits.Badge));
                return;
            }

            _inlines.Write(element, facts);
            return;
        }

        if (facts.Has(ClassTraits.Admonition | ClassTraits.Label | ClassTraits.Signature | ClassTraits.GridTable | ClassTraits.Doxygen | ClassTraits.Member | ClassTraits.Entry | ClassTraits.SourceLink)
            && WriteByTraits(element, facts))
        {
            return;
        }

        if (facts.Role is "table" or "grid" or "treegrid" && facts.Tag is HtmlTag.Block && RoleTable.Is(element))
        {
            _tables.Write(element, facts);
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
                _code.WriteTextArea(element, facts);
                break;

            case HtmlTag.BlockQuote:
                WriteQuote(element);
                break;

            case HtmlTag.Rule:
                _writer.Rules.Write();
                break;

            case HtmlTag.Summary when OpeningControl.OnlyOpens(element):
                break;

            case HtmlTag.Summary when _writer.Flow is BlockFlow.Blocks && HeaderReader.HeadingOfSummary(element) is { } heading:
                _headings.WriteHeader(element, heading);
                break;

            case HtmlTag.Summary or HtmlTag.Caption:
                var described = _writer.Anchors.BeginTerms();
                _writer.WriteTerm(element, facts);
                _writer.Flush();
                _writer.Anchors.EndTerms(described);
                break;

            case HtmlTag.Section when _writer.Flow is BlockFlow.Blocks && HeaderReader.HeadingOfItem(element) is { } heading && !_headings.IsWritten(heading):
                _headings.WriteHeader(element, heading);
                break;

            case HtmlTag.Main or HtmlTag.Article or HtmlTag.Section:
                _writer.Filter.EnterArticle();
                WriteSection(element, facts);
                _writer.Filter.LeaveArticle();
                break;

            case HtmlTag.Header:
                _writer.Filter.EnterHeader();
                WriteSection(element, facts);
                _writer.Filter.LeaveHeader();
                break;

            default:
                WriteSection(element, facts);
                break;
        }
    }

    // A file's name in running text has the same class in places.
    private bool IsCodeCaption(IElement element, in ElementFacts facts) =>
        _writer.Flow is BlockFlow.Blocks && facts.Tag is HtmlTag.Inline or HtmlTag.Block && !BoilerplateRules.HoldsCode(element)
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

        if (facts.Has(ClassTraits.Member) && _members.Write(element, facts))
        {
            return true;
        }

        if (facts.Has(ClassTraits.Entry | ClassTraits.SourceLink) && _entries.Write(element, facts))
        {
            return true;
        }

        if (facts.Has(ClassTraits.Signature))
        {
            _writer.Flush();
            _writer.Inline.AppendCode(_writer.Words.Of(element));
            _writer.Flush();
            return true;
        }

        if (facts.Has(ClassTraits.GridTable))
        {
            return _tables.WriteGrid(element);
        }

        return facts.Has(ClassTraits.Admonition | ClassTraits.Label) && _admonitions.Write(element, facts);
    }

    /// <summary>Writes what holds blocks.</summary>
    public void WriteSection(IElement element, in ElementFacts facts)
    {
        _writer.Flush();

        if (facts.Id.Length == 0 || !IsPlaceOfText(element, facts))
        {
            WriteContent(element, facts);
            _writer.Flush();
            return;
        }

        var outer = _writer.Anchors.BeginSection(facts.Id, _writer.Output.Length);
        WriteContent(element, facts);
        _writer.Flush();
        _writer.Anchors.EndSection(outer);
    }

    private void WriteContent(IElement element, in ElementFacts facts)
    {
        if (!(facts.Has(ClassTraits.FormulaSource) && _inlines.Formulas.Write(element)))
        {
            _writer.WriteChildren(element);
        }
    }

    // Of the names that mean a place in the layout, a section that is called so bears one all the same.
    private bool IsPlaceOfText(IElement element, in ElementFacts facts) =>
        facts.Tag is not (HtmlTag.Main or HtmlTag.Body)
        && ((_vocabulary.Of(facts.Id) & ElementFacts.Layout) == 0 || SectionHeading.IsNamedBy(element, facts.Id));

    private void WriteQuote(IElement element)
    {
        _writer.Flush();

        if (_writer.Flow is not BlockFlow.Blocks || _writer.Output.Depth >= BlockOutput.DeepestNesting || IndentedTerms.Are(element))
        {
            _writer.WriteChildren(element);
            _writer.Flush();
            return;
        }

        _writer.Output.OpenQuote(element);
        _writer.WriteChildren(element);
        _writer.Flush();
        _writer.Output.Close();
    }
}

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Writes the elements that stand in running text.</summary>
internal sealed class InlineWriter(MarkdownWriter writer, LinkResolver links)
{
    private readonly AbbreviationWriter _abbreviations = new(writer);
    private readonly EmbeddedWriter _embedded = new(writer, links);
    private readonly ImageWriter _images = new(writer, links);

    /// <summary>Formulas, and text that may hold some.</summary>
    public FormulaWriter Formulas { get; } = new(writer);

    /// <summary>Forgets the page before.</summary>
    public void Begin()
    {
        _abbreviations.Begin();
        Formulas.Begin();
    }

    public void Write(IElement element, in ElementFacts facts)
    {
        if (IconSign.Of(element) is { } sign)
        {
            writer.Inline.Append(sign);
            writer.Inline.Blank();
            return;
        }

        switch (facts.Tag)
        {
            case HtmlTag.Link:
                WriteLink(element);
                break;

            case HtmlTag.Code when element.LocalName == "kbd":
                writer.Inline.BeginBox();
                WriteCode(element);
                writer.Inline.EndBox();
                break;

            case HtmlTag.Code:
                WriteCode(element);
                break;

            case HtmlTag.Emphasis:
                WriteMarked(element, InlineMarkKind.Emphasis);
                break;

            case HtmlTag.Strong:
                WriteMarked(element, InlineMarkKind.Strong);
                break;

            case HtmlTag.Deleted:
                WriteMarked(element, InlineMarkKind.Deleted);
                break;

            case HtmlTag.Superscript:
                WriteMarked(element, InlineMarkKind.Superscript);
                break;

            case HtmlTag.Subscript:
                WriteMarked(element, InlineMarkKind.Subscript);
                break;

            case HtmlTag.Quotation:
                writer.Inline.Append("\u201c");
                writer.WriteChildren(element);
                writer.Inline.Append("\u201d");
                break;

            case HtmlTag.LineBreak:
                WriteBreak();
                break;

            case HtmlTag.Image:
                _images.Write(element, facts);
                break;

            case HtmlTag.Math:
                writer.Inline.AppendCode(MathTex.Of(element));
                break;

            case HtmlTag.Silent when LabelledDrawing.Is(element, facts):
                LabelledDrawing.Write(element, writer.Inline);
                break;

            case HtmlTag.Silent when EmbeddedWriter.Is(element, facts):
                _embedded.Write(element);
                break;

            case HtmlTag.Silent or HtmlTag.CheckBox when FieldText.Is(element, facts):
                FieldText.Write(element, writer.Inline);
                break;

            case HtmlTag.Silent:
                // A formula: of others nothing else comes here.
                writer.Inline.AppendCode(FormulaSource.OfScript(element));
                break;

            case HtmlTag.CheckBox:
                writer.CheckBoxes.Write(element);
                break;

            case HtmlTag.Button:
                writer.Buttons.Write(element, facts);
                break;

            case HtmlTag.Inline when facts.Has(ClassTraits.InlineSignature):
                writer.Inline.AppendCode(writer.Words.Of(element));
                break;

            case HtmlTag.Inline when facts.Has(ClassTraits.Formula) && FormulaText.Of(element) is { Length: > 0 } formula:
                writer.Inline.AppendCode(formula);
                break;

            case HtmlTag.Inline when facts.Has(ClassTraits.FormulaSource) && Formulas.Write(element):
                break;

            case HtmlTag.Inline when facts.Has(ClassTraits.SideNote):
                WriteSideNote(element);
                break;

            case HtmlTag.Inline when facts.Has(ClassTraits.Aside) && PageNodes.ElementsOf(element).Any(child => writer.FactsOf(child).Has(ClassTraits.SourceLink)):
                WriteWithoutSigns(element);
                break;

            case HtmlTag.Inline when element is { LocalName: "rt", PreviousElementSibling: not { LocalName: "rp" } }:
                writer.Inline.Append("(");
                writer.WriteChildren(element);
                writer.Inline.Append(")");
                break;

            case HtmlTag.Inline when writer.InHeading && NameSeparator.Is(element):
                writer.Inline.Append(".");
                break;

            // Sphinx leaves the colon before it to the style sheet.
            case HtmlTag.Inline when element is { ClassName: "classifier", ParentElement.LocalName: "dt" } && element.PreviousElementSibling?.ClassName != "classifier-delimiter":
                writer.Inline.Append(" : ");
                writer.WriteChildren(element);
                break;

            case HtmlTag.Inline when AbbreviationWriter.IsAbbreviation(element):
                _abbreviations.Write(element);
                break;

            default:
                WriteUnmarked(element, facts);
                break;
        }
    }

    private void WriteSideNote(IElement element)
    {
        writer.Inline.Blank();
        writer.Inline.Owe("(");
        writer.WriteChildren(element);
        writer.Inline.EndOwed(")");
    }

    // Between what is left out stand dots.
    private void WriteWithoutSigns(IElement element)
    {
        writer.Inline.Blank();
        foreach (var child in PageNodes.ElementsOf(element))
        {
            writer.WriteElement(child);
            writer.Inline.Blank();
        }
    }

    private void WriteUnmarked(IElement element, in ElementFacts facts)
    {
        // VitePress shows the language above the code.
        var isLanguage = facts.Has(ClassTraits.LanguageLabel) && element.ClassName?.Contains("header", StringComparison.Ordinal) is false && element.ParentElement?.ClassName?.StartsWith("language-", StringComparison.Ordinal) is true;
        if (isLanguage || facts.Has(ClassTraits.Gutter))
        {
            return;
        }

        writer.WriteChildren(element);
    }

    private void WriteMarked(IElement element, InlineMarkKind kind)
    {
        writer.Inline.Open(kind);
        writer.WriteChildren(element);
        writer.Inline.Close();
    }

    private void WriteLink(IElement element)
    {
        var reference = element.GetAttribute("href");
        var address = reference is null || (writer.InHeading && reference.StartsWith('#')) ? null : links.Resolve(reference);

        writer.Inline.Open(address is null ? InlineMarkKind.None : InlineMarkKind.Link, address);
        writer.WriteChildren(element);
        writer.Inline.Close();
    }

    private void WriteCode(IElement element)
    {
        if (BoilerplateRules.HoldsCode(element) || AreKeys(element))
        {
            writer.WriteChildren(element);
            return;
        }

        // Code holds no links in Markdown; a link around all of it can stand around the code instead.
        if (element.ChildNodes is { Length: 1 } only
            && only[0] is IElement { LocalName: "a" } link
            && link.GetAttribute("href") is { } reference
            && links.Resolve(reference) is { } address)
        {
            writer.Inline.Open(InlineMarkKind.Link, address);
            writer.Inline.AppendCode(writer.Words.Of(link));
            writer.Inline.Close();
            _abbreviations.WriteBehind(link);
            return;
        }

        if (writer.Flow is not BlockFlow.Line && BoilerplateRules.Holds(element, HtmlTag.LineBreak))
        {
            WriteLines(writer.Words.LinesOf(element));
            return;
        }

        var words = writer.Words.Of(element);
        if (string.IsNullOrWhiteSpace(words) && element.ChildElementCount > 0)
        {
            if (DrawnLabel.Of(element) is { } label)
            {
                words = label;
            }
            else if (BoilerplateRules.Holds(element, HtmlTag.Image))
            {
                writer.WriteChildren(element);
                return;
            }
        }

        // Between words it is what is spoken of; alone it only keeps a cell open (javadoc).
        if (words == " " && element.ParentElement is { ChildNodes.Length: > 1 })
        {
            writer.Inline.AppendBlankCode();
            return;
        }

        writer.Inline.AppendCode(words);
        _abbreviations.WriteBehind(element);
    }

    private void WriteLines(string[] lines)
    {
        for (var index = 0; index < lines.Length; index++)
        {
            if (index > 0)
            {
                writer.Inline.Break();
            }

            writer.Inline.AppendCode(lines[index]);
        }
    }

    // Keys with nothing between them, not even a blank.
    private static bool AreKeys(IElement element) =>
        element is { LocalName: "kbd", ChildNodes.Length: > 1 } && element.ChildNodes.All(node => node is IElement { LocalName: "kbd" });

    private void WriteBreak()
    {
        // Two breaks in a row are how old pages part their paragraphs.
        if (writer.Flow is BlockFlow.Blocks && writer.Inline.HasPendingBreak)
        {
            writer.Flush();
            return;
        }

        writer.Inline.Break();
    }
}

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes what Scribble (Racket) has forms of its own for: code is a table with a row a line there, or a paragraph in a flow of code, and a signature is a box of them. Reused from
/// page to page.
/// </summary>
internal sealed class ScribbleWriter(MarkdownWriter writer, CodeBlockWriter code)
{
    private const string Language = "racket";

    // What a form of code has none of; whatever it is called, it is something else then.
    private static readonly ulong OfText = HtmlSegment.BitsOf(
        HtmlTag.Preformatted, HtmlTag.BulletList, HtmlTag.OrderedList, HtmlTag.DefinitionList, HtmlTag.Heading1, HtmlTag.Heading2, HtmlTag.Heading3, HtmlTag.Heading4, HtmlTag.Heading5, HtmlTag.Heading6);

    private readonly List<string> _lines = [];

    /// <returns>False when the element is to be written as any other.</returns>
    public bool Write(IElement element, in ElementFacts facts)
    {
        if (facts.Tag is HtmlTag.Table && PageNodes.Holds(element, OfText))
        {
            return false;
        }

        switch (facts.Tag)
        {
            case HtmlTag.Table when element.ClassList.Contains("RktBlk"):
                WriteCode(element, Language);
                return true;

            case HtmlTag.Table when element.ClassList.Contains("SVerbatim"):
                WriteCode(element, "");
                return true;

            case HtmlTag.Table when element.ClassList.Contains("RBoxed"):
                WriteBox(element);
                return true;

            // It is drawn further right.
            case HtmlTag.BlockQuote when element.ClassName is "SCodeFlow":
                WriteFlow(element);
                return true;

            case HtmlTag.BlockQuote when element.ClassName is "SVInsetFlow" or "SubFlow" or "leftindent" or "Rfilebox" or "Rfilecontent" or "refpara" or "refparaleft" or "refcolumn" or "refcolumnleft":
                writer.Flush();
                writer.WriteChildren(element);
                writer.Flush();
                return true;

            // The sign before a note in the margin.
            case HtmlTag.Inline when element is { ClassName: "imageleft", ChildElementCount: 1, FirstElementChild: { LocalName: "img" } sign }:
                return sign.GetAttribute("alt") == "+" && sign.GetAttribute("src") is { } file
                    && (file.EndsWith("magnify.png", StringComparison.Ordinal) || file.EndsWith("finger.png", StringComparison.Ordinal));

            default:
                return false;
        }
    }

    private void WriteFlow(IElement flow)
    {
        writer.Flush();
        foreach (var node in PageNodes.Of(flow))
        {
            switch (node)
            {
                case IElement { LocalName: "p" or "table" } line when !PageNodes.Holds(line, OfText):
                    WriteCode(line, Language);
                    break;

                case IElement child:
                    writer.WriteElement(child);
                    break;

                case IText text:
                    writer.Inline.Append(text.Data);
                    break;
            }
        }

        writer.Flush();
    }

    // What kind of thing it is stands in the box, too.
    private void WriteBox(IElement box)
    {
        writer.Flush();
        _lines.Clear();
        GatherBox(box);
        WriteLines(Language);
    }

    // Of several definitions each is a table in the box.
    private void GatherBox(IElement box)
    {
        foreach (var cell in TableRow.Of(box, out _).SelectMany(row => row.Cells))
        {
            var first = PageNodes.ElementsOf(cell).FirstOrDefault();
            if (first is { LocalName: "table" } && first.ClassList.Contains("together"))
            {
                GatherBox(first);
            }
            else if (first is { LocalName: "blockquote" } && PageNodes.ElementsOf(first).FirstOrDefault() is { } label && IsLabel(label))
            {
                WriteLines(Language);
                foreach (var part in PageNodes.ElementsOf(first))
                {
                    if (IsLabel(part))
                    {
                        writer.WriteChildren(part);
                        writer.Flush();
                    }
                    else
                    {
                        _lines.AddRange(LaidOutLines.Of(part));
                    }
                }
            }
            else
            {
                _lines.AddRange(LaidOutLines.Of(cell));
            }
        }
    }

    private static bool IsLabel(IElement part) => part.LocalName == "div" && part.ClassList.Contains("RBackgroundLabel");

    private void WriteCode(IElement element, string language)
    {
        writer.Flush();
        _lines.Clear();
        Gather(element, language);
        WriteLines(language);
    }

    // A value may be a picture.
    private void Gather(IElement element, string language)
    {
        if (!BoilerplateRules.Holds(element, HtmlTag.Image))
        {
            _lines.AddRange(LaidOutLines.Of(element));
        }
        else if (element.LocalName != "table")
        {
            WriteLines(language);
            writer.WriteChildren(element);
            writer.Flush();
        }
        else
        {
            foreach (var cell in TableRow.Of(element, out _).SelectMany(row => row.Cells))
            {
                Gather(PageNodes.ElementsOf(cell).FirstOrDefault() is { LocalName: "table" } inner ? inner : cell, language);
                _lines.AddRange(PageNodes.HasText(cell) || BoilerplateRules.Holds(cell, HtmlTag.Image) ? [] : [""]);
            }
        }
    }

    private void WriteLines(string language)
    {
        var first = _lines.FindIndex(line => line.Length > 0);
        if (first >= 0)
        {
            var last = _lines.FindLastIndex(line => line.Length > 0);
            code.WriteLines(string.Join('\n', _lines.GetRange(first, last - first + 1)), language);
        }

        _lines.Clear();
    }
}

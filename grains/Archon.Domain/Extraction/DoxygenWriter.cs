using System.Buffers;
using System.Text;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes what Doxygen has forms of its own for: the title of a page, which is no heading there; the signature of a member, which is a table; the list of members. Reused
/// from page to page.
/// </summary>
internal sealed class DoxygenWriter(MarkdownWriter writer, HeadingWriter headings, TableWriter tables)
{
    private static readonly SearchValues<char> BetweenLinks = SearchValues.Create(" \n\r\t\u00a0|");

    private readonly StringBuilder _signature = new();

    /// <returns>False when the element is to be written as any other.</returns>
    public bool Write(IElement element, in ElementFacts facts)
    {
        if (writer.Flow is not BlockFlow.Blocks)
        {
            return false;
        }

        var classes = element.ClassList;
        switch (facts.Tag)
        {
            case HtmlTag.Block when classes.Contains("headertitle") && !BoilerplateRules.HoldsTitle(element):
                headings.Write(element, facts with { Tag = HtmlTag.Heading1 });
                return true;

            // What a member is called stands under the kind of the members.
            case HtmlTag.Heading2 when classes.Contains("memtitle"):
                headings.Write(element, facts with { Tag = HtmlTag.Heading3 });
                return true;

            case HtmlTag.Block when classes.Contains("memproto") || classes.Contains("compoundTemplParams"):
                WriteSignature(element);
                return true;

            case HtmlTag.Table when classes.Contains("memname"):
                WriteSignature(element);
                return true;

            case HtmlTag.Table when classes.Contains("memberdecls"):
                tables.WriteMembers(element);
                return true;

            default:
                return facts.Tag is HtmlTag.Block && IsLeftOut(element);
        }
    }

    // Links to the parts of the page, which stand above its title, and who has generated it.
    private static bool IsLeftOut(IElement element) =>
        (element is { ClassName: "summary", ParentElement.ClassName: "header" } && IsOfLinks(element))
        || (element is { LocalName: "address", ClassName: "footer" } && element.TextContent.AsSpan().TrimStart().StartsWith("Generated"));

    private static bool IsOfLinks(IElement element)
    {
        foreach (var node in PageNodes.Of(element))
        {
            if (!(node is IElement { LocalName: "a" } || (node is IText text && text.Data.AsSpan().IndexOfAnyExcept(BetweenLinks) < 0)))
            {
                return false;
            }
        }

        return true;
    }

    private void WriteSignature(IElement element)
    {
        writer.Flush();
        _signature.Clear();
        var labels = new List<string>();
        Gather(element, labels);
        writer.Inline.AppendCode(_signature.ToString());
        if (labels.Count > 0)
        {
            writer.Inline.Blank();
            writer.Inline.Append($"({string.Join(", ", labels)})");
        }

        writer.Flush();
    }

    private void Gather(IElement element, List<string> labels)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (child.ClassName == "mlabel")
            {
                labels.Add(OneLine.Of(writer.Words.Of(child)));
            }
            else if (child.LocalName == "td" ? !BoilerplateRules.Holds(child, HtmlTag.Table) && child.ClassName != "mlabels-right" : child.ClassName == "memtemplate")
            {
                Append(OneLine.Of(writer.Words.Of(child)));
            }
            else
            {
                Gather(child, labels);
            }
        }

        if (element.ClassName == "compoundTemplParams")
        {
            Append(OneLine.Of(writer.Words.Of(element)));
        }
    }

    // As people write it: run(int a, const T &b).
    private void Append(string part)
    {
        if (part.Length == 0)
        {
            return;
        }

        if (_signature.Length > 0 && part[0] is not ('(' or ')' or ',') && _signature[^1] is not ('(' or '*' or '&'))
        {
            _signature.Append(' ');
        }

        _signature.Append(part);
    }
}

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Writes the entry of a member: signatures in lines of their own, which are terms that its id leads to (RDoc), and what is said of it in short and in full (Scaladoc).</summary>
internal sealed class MemberWriter(MarkdownWriter writer)
{
    private readonly ShortComment _short = new(writer);
    private string _id = "";

    /// <summary>Forgets the page before, which may have been broken off.</summary>
    public void Begin()
    {
        _id = "";
        _short.Begin();
    }

    /// <returns>False when the element is to be written as any other.</returns>
    public bool Write(IElement element, in ElementFacts facts)
    {
        if (facts.Tag is not (HtmlTag.Block or HtmlTag.Paragraph) || writer.Flow is not BlockFlow.Blocks)
        {
            return false;
        }

        var classes = element.ClassList;
        if (classes.Contains("shortcomment"))
        {
            _short.Write(element);
            return true;
        }

        if (classes.Contains("fullcomment"))
        {
            _short.MeetFull(element);
            return false;
        }

        if (classes.Contains("method-heading"))
        {
            return WriteSignature(element);
        }

        if (classes.Contains("method-controls"))
        {
            return writer.Words.Of(element).AsSpan().Trim() is "Source";
        }

        if (facts.Id.Length > 0 && classes.Contains("method-detail"))
        {
            WriteEntry(element, facts.Id);
            return true;
        }

        return false;
    }

    private void WriteEntry(IElement element, string id)
    {
        writer.Flush();
        var around = writer.Anchors.BeginTerms();
        var outer = _id;
        _id = id;
        writer.WriteChildren(element);
        writer.Flush();
        _id = outer;
        writer.Anchors.EndTerms(around);
    }

    // The first of an entry bears its id; what follows are other forms of it.
    private bool WriteSignature(IElement element)
    {
        if (BoilerplateRules.HoldsCode(element) || (Find(element, "method-name") is null && Find(element, "method-callseq") is null))
        {
            return false;
        }

        writer.Flush();
        writer.Anchors.BeginSignature(_id, writer.Output.Length);
        _id = "";
        var words = writer.Words.Of(element).Trim();
        var access = Find(element, "attribute-access-type") is { } part ? writer.Words.Of(part).Trim() : "";
        writer.Inline.Open(InlineMarkKind.Strong);
        writer.Inline.AppendCode(access.Length > 0 && words.EndsWith(access, StringComparison.Ordinal) ? words[..^access.Length] : words);
        writer.Inline.Close();
        if (access.Length > 0)
        {
            writer.Inline.Blank();
            writer.Inline.Append(access);
        }

        writer.Flush();
        writer.Anchors.EndSignature(writer.Output.Length);
        return true;
    }

    private static IElement? Find(IElement element, string name)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (child.ClassName == name)
            {
                return child;
            }

            if (Find(child, name) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}

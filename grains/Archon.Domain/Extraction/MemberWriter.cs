using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Writes the entry of a member that has an id, and its signatures in lines of their own (RDoc): terms, which the id leads to.</summary>
internal sealed class MemberWriter(MarkdownWriter writer)
{
    private string _id = "";

    /// <summary>Forgets the page before, which may have been broken off.</summary>
    public void Begin() => _id = "";

    /// <returns>False when the element is to be written as any other.</returns>
    public bool Write(IElement element, in ElementFacts facts)
    {
        if (facts.Tag is not HtmlTag.Block || writer.Flow is not BlockFlow.Blocks)
        {
            return false;
        }

        if (element.ClassList.Contains("method-heading"))
        {
            return WriteSignature(element);
        }

        if (element.ClassList.Contains("method-controls"))
        {
            return writer.Words.Of(element).AsSpan().Trim() is "Source";
        }

        if (facts.Id.Length == 0)
        {
            return false;
        }

        WriteEntry(element, facts.Id);
        return true;
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
        if (Find(element, "method-name") is null && Find(element, "method-callseq") is null)
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

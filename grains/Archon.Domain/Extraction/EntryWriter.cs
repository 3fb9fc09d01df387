using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes what heads an entry of a reference that has an id of its own and no heading: a declaration (Haddock), the signature of a method (Crystal). Also the name of the
/// module, which is no heading in Haddock's pages either.
/// </summary>
internal sealed class EntryWriter(MarkdownWriter writer, HeadingWriter headings)
{
    // A node's neighbour is found by a look at all the children around it.
    private const int MostBeside = 200;

    private static readonly ulong Blocks = HtmlSegment.BitsOf([.. Enum.GetValues<HtmlTag>().Where(tag => tag.IsBlock())]);

    /// <returns>False when the element is to be written as any other.</returns>
    public bool Write(IElement element, in ElementFacts facts)
    {
        if (writer.Flow is not BlockFlow.Blocks)
        {
            return false;
        }

        if (IsModuleName(element, facts))
        {
            headings.Write(element, facts with { Tag = HtmlTag.Heading1 });
            return true;
        }

        if (IdOf(element, facts) is not { } id)
        {
            return false;
        }

        writer.Flush();
        writer.Anchors.BeginSignature(id, writer.Output.Length);
        writer.Inline.Open(InlineMarkKind.Strong);
        writer.Inline.AppendCode(OneLine.Of(writer.Words.Of(element)));
        writer.Inline.Close();
        writer.Flush();
        writer.Anchors.EndSignature(writer.Output.Length);
        return true;
    }

    /// <summary>Whether a link leads from a declaration to its source (Haddock): no words of the declaration stand behind it.</summary>
    public static bool IsSourceLink(IElement link, in ElementFacts facts) =>
        facts.Has(ClassTraits.Entry) && link.ClassName == "link" && LeadsToSource(link.GetAttribute("href")) && link.TextContent.AsSpan().Trim() is "Source" && IsOfDeclaration(link) && IsLast(link);

    // An author may link to a source anywhere else.
    private static bool IsOfDeclaration(IElement link) => link.ParentElement is { LocalName: "p" or "td" } around && around.ClassList.Contains("src");

    // src/Data-Tuple.html#fst; of another package file:///…/src.
    private static bool LeadsToSource(ReadOnlySpan<char> address) =>
        address.EndsWith("/src") || (address.IndexOf("src/") is var at and >= 0 && address[at..].Contains(".html#", StringComparison.Ordinal));

    private static bool IsLast(IElement link)
    {
        if (link.ParentElement is { ChildNodes.Length: > MostBeside })
        {
            return false;
        }

        for (var next = link.NextSibling; next is not null; next = next.NextSibling)
        {
            if (next is IText text && !string.IsNullOrWhiteSpace(text.Data))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsModuleName(IElement element, in ElementFacts facts) =>
        facts.Tag is HtmlTag.Paragraph && element is { ClassName: "caption", ParentElement.Id: "module-header" } && PageNodes.HasText(element);

    private static string? IdOf(IElement element, in ElementFacts facts)
    {
        if (facts.Tag is HtmlTag.Block)
        {
            return element is { ClassName: "signature", ParentElement: { ClassName: "entry-detail", Id: { Length: > 0 } id } } && !PageNodes.Holds(element, Blocks) ? id : null;
        }

        if (facts.Tag is not HtmlTag.Paragraph || element.ClassName != "src")
        {
            return null;
        }

        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (child is { LocalName: "a", ClassName: "def", Id: { Length: > 0 } defined })
            {
                return defined;
            }
        }

        return null;
    }
}

using System.Collections.Immutable;
using Archon.Domain.Extraction;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Archon.Domain.Llms;

/// <summary>Reads llms.txt: Markdown with a title, a summary as a quotation, and sections with lists of links.</summary>
public static class LlmsReader
{
    /// <summary>The most links read of one file.</summary>
    public const int MostLinks = 50_000;

    /// <summary>Reads a file; null when the text is none: without a title and a link, or an HTML page that stands in for a missing file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="cancellationToken">Gives the reading up.</param>
    public static LlmsFile? Read(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var body = text.TrimStart('\uFEFF').TrimStart();
        if (body.StartsWith('<'))
        {
            return null;
        }

        var title = "";
        string? summary = null;
        var sections = ImmutableArray.CreateBuilder<LlmsSection>();
        var links = ImmutableArray.CreateBuilder<LlmsLink>();
        var name = "";
        var count = 0;
        foreach (var block in new MarkdownBlocks(body.ReplaceLineEndings("\n"), cancellationToken))
        {
            switch (block)
            {
                case HeadingBlock { Level: 1 } heading when title.Length == 0 && sections.Count == 0 && links.Count == 0:
                    title = TextOf(heading.Inline);
                    break;
                case HeadingBlock { Level: <= 2 } heading:
                    Close();
                    name = TextOf(heading.Inline);
                    break;
                case QuoteBlock quote when summary is null && sections.Count == 0 && links.Count == 0:
                    summary = string.Join(' ', quote.Descendants<ParagraphBlock>().Select(paragraph => TextOf(paragraph.Inline)));
                    break;
                case MarkdownObject other and not (CodeBlock or HtmlBlock):
                    foreach (var link in LinksOf(other))
                    {
                        if (count++ < MostLinks)
                        {
                            links.Add(link);
                        }
                    }

                    break;
            }
        }

        Close();
        return title.Length == 0 && sections.Count == 0 ? null : new LlmsFile(title, summary, sections.DrainToImmutable());

        void Close()
        {
            if (links.Count > 0)
            {
                sections.Add(new LlmsSection(name, links.DrainToImmutable()));
            }
        }
    }

    private static IEnumerable<LlmsLink> LinksOf(MarkdownObject block) => (block is LeafBlock leaf ? leaf.Inline?.Descendants() ?? [] : block.Descendants())
        .OfType<LinkInline>()
        .Where(link => !link.IsImage && !string.IsNullOrWhiteSpace(link.Url))
        .Select(link => new LlmsLink(TextOf(link), link.Url!.Trim(), NoteAfter(link)));

    // What stands behind the link in its own paragraph; a second link there begins something else.
    private static string? NoteAfter(LinkInline link)
    {
        var parts = new List<Inline>();
        for (var next = link.NextSibling; next is not (null or LinkInline); next = next.NextSibling)
        {
            parts.Add(next);
        }

        var note = OneLine.Of(string.Concat(parts.Select(TextOf))).TrimStart(':', '-', '–', '—', ' ');
        return note.Length == 0 ? null : note;
    }

    private static string TextOf(ContainerInline? inlines) =>
        inlines is null ? "" : OneLine.Of(string.Concat(inlines.Select(TextOf)));

    private static string TextOf(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        LinkInline { IsImage: true } => "",
        ContainerInline container => string.Concat(container.Select(TextOf)),
        _ => "",
    };
}

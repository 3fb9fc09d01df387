using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Archon.Domain.Extraction;

/// <summary>
/// Reads a page that is Markdown already: it stays as it is written, but for its front matter, its line ends and its link
/// targets, which are made absolute where they stand.
/// </summary>
public static class MarkdownPageReader
{
    // Each line may be a block, which takes half a kilobyte: two million one-letter items took three gigabytes.
    private const int MostLines = 400_000;

    /// <summary>Reads a page. One of more than 400,000 lines is shown as plain text.</summary>
    /// <param name="markdown">The decoded page.</param>
    /// <param name="address">Its absolute address, which its links are relative to.</param>
    /// <param name="cancellationToken">Gives the reading up.</param>
    public static ExtractedPage Read(string markdown, Uri address, CancellationToken cancellationToken)
    {
        var normalised = markdown.TrimStart('\ufeff').ReplaceLineEndings("\n");
        if (normalised.AsSpan().Count('\n') > MostLines)
        {
            return TextPageReader.Read(normalised, address);
        }

        var body = FrontMatter.Split(normalised, out var statedTitle);
        var blocks = new MarkdownBlocks(body, cancellationToken);
        var resolver = new LinkResolver();
        var links = new LinkCollector();
        var edits = new List<Edit>();
        string? heading = null;
        resolver.Begin(address, baseReference: null);

        foreach (var block in blocks)
        {
            heading ??= HeadingIn(block);
            foreach (var node in InlinesOf(block))
            {
                switch (node)
                {
                    case LinkInline { IsAutoLink: false, Reference: null } link when !link.UrlSpan.IsEmpty:
                        Add(link.Url, link.UrlSpan, link.IsImage);
                        break;

                    case LinkInline { IsAutoLink: true, Url: { } url }:
                        links.Add(url);
                        break;

                    case AutolinkInline { IsEmail: false } autolink:
                        links.Add(autolink.Url);
                        break;
                }
            }
        }

        foreach (var definition in blocks.Definitions)
        {
            Add(definition.Url, definition.UrlSpan, isImage: false);
        }

        return new ExtractedPage
        {
            Title = statedTitle ?? heading ?? "",
            Markdown = Apply(body, edits),
            Links = links.Resolve(resolver),
        };

        void Add(string? url, SourceSpan span, bool isImage)
        {
            if (string.IsNullOrEmpty(url))
            {
                return;
            }

            if (!isImage)
            {
                links.Add(url);
            }

            if (!span.IsEmpty && resolver.Resolve(url) is { } absolute && !url.StartsWith('#') && !IsAbsolute(url))
            {
                edits.Add(new Edit(span.Start, span.End + 1, absolute));
            }
        }
    }

    private static bool IsAbsolute(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && !address.IsFile;

    private static IEnumerable<Inline> InlinesOf(Block block) =>
        (block is LeafBlock leaf ? leaf.Inline?.Descendants() ?? [] : block.Descendants()).OfType<Inline>();

    private static string? HeadingIn(Block block)
    {
        var first = block as HeadingBlock ?? block.Descendants<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1);
        return first is { Level: 1, Inline: { } inlines } ? PageSurvey.Collapse(TextOf(inlines)) : null;
    }

    private static string TextOf(ContainerInline inlines) =>
        string.Concat(inlines.Descendants().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            LineBreakInline => " ",
            _ => "",
        }));

    private static string Apply(string body, List<Edit> edits)
    {
        var edited = new StringBuilder(body.Length);
        var from = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start))
        {
            // Between angle brackets the brackets stay: the span may or may not hold them.
            var hasBrackets = body[edit.Start] == '<';
            var start = hasBrackets ? edit.Start + 1 : edit.Start;
            var end = hasBrackets && body[edit.End - 1] == '>' ? edit.End - 1 : edit.End;
            if (start >= from)
            {
                edited.Append(body, from, start - from).Append(edit.Text);
                from = end;
            }
        }

        return edited.Append(body, from, body.Length - from).ToString();
    }

    private readonly record struct Edit(int Start, int End, string Text);
}

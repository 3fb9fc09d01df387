using System.Collections.Immutable;
using System.Text;
using Archon.Domain.Anchors;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Archon.Domain.Extraction;

/// <summary>
/// Reads a page that is Markdown already: it stays as it is written, but for its front matter, its line ends, the ids that it gives its headings and its link
/// targets, which are made absolute where they stand. A heading without an id is led to by the name that generators make of its text.
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
        var anchors = new List<PageAnchor>();
        var slugs = new HeadingSlugs();
        string? heading = null;
        resolver.Begin(address, baseReference: null);

        foreach (var block in blocks)
        {
            heading ??= HeadingIn(block);
            foreach (var named in HeadingsIn(block))
            {
                Name(named, isOutermost: ReferenceEquals(named, block));
            }

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

        var (text, moved) = Apply(body, edits, anchors);
        return new ExtractedPage
        {
            Title = statedTitle ?? heading ?? "",
            Markdown = text,
            Anchors = moved,
            Links = links.Resolve(resolver),
        };

        void Name(HeadingBlock named, bool isOutermost)
        {
            var source = body[named.Span.Start..Math.Min(body.Length, named.Span.End + 1)];
            var fragment = UrlFragment.OfId(HeadingAttributes.Find(source, out var start, out var length));
            if (fragment is not null)
            {
                edits.Add(new Edit(named.Span.Start + start, named.Span.Start + start + length, ""));
            }
            else if (named.Inline is { } inlines && HeadingSlugs.Of(OneLine.Of(TextOf(inlines))) is { Length: > 0 } slug)
            {
                fragment = UrlFragment.OfId(slugs.Take(slug));
            }

            if (isOutermost && fragment is not null)
            {
                anchors.Add(new PageAnchor(body.LastIndexOf('\n', Math.Max(0, named.Span.Start - 1)) + 1, fragment));
            }
        }

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
        if (first is not { Level: 1, Inline: { } inlines })
        {
            return null;
        }

        var text = TextOf(inlines);
        return OneLine.Of(HeadingAttributes.Find(text, out var start, out var length) is null ? text : text.Remove(start, length));
    }

    private static IEnumerable<HeadingBlock> HeadingsIn(Block block) => block is HeadingBlock heading ? [heading] : block.Descendants<HeadingBlock>();

    private static string TextOf(ContainerInline inlines) =>
        string.Concat(inlines.Descendants().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            LineBreakInline => " ",
            _ => "",
        }));

    private static (string Markdown, ImmutableArray<PageAnchor> Anchors) Apply(string body, List<Edit> edits, List<PageAnchor> anchors)
    {
        var edited = new StringBuilder(body.Length);
        var moved = ImmutableArray.CreateBuilder<PageAnchor>(anchors.Count);
        var from = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start))
        {
            // Between angle brackets the brackets stay: the span may or may not hold them.
            var hasBrackets = body[edit.Start] == '<';
            var start = hasBrackets ? edit.Start + 1 : edit.Start;
            var end = hasBrackets && body[edit.End - 1] == '>' ? edit.End - 1 : edit.End;
            if (start >= from)
            {
                Move(start);
                edited.Append(body, from, start - from).Append(edit.Text);
                from = end;
            }
        }

        Move(body.Length);
        return (edited.Append(body, from, body.Length - from).ToString(), moved.ToImmutable());

        void Move(int end)
        {
            while (moved.Count < anchors.Count && anchors[moved.Count] is var anchor && anchor.Start <= end)
            {
                moved.Add(anchor with { Start = anchor.Start - from + edited.Length });
            }
        }
    }

    private readonly record struct Edit(int Start, int End, string Text);
}

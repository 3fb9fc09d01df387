using System.Collections.Immutable;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Archon.Domain.Extraction;

/// <summary>
/// Reads a page that is Markdown already: it stays as it is written, but for its front matter, its line ends and its link
/// targets, which are made absolute where they stand.
/// </summary>
public static class MarkdownPageReader
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePreciseSourceLocation().UseAutoLinks().UsePipeTables().Build();

    /// <summary>Reads a page.</summary>
    /// <param name="markdown">The decoded page.</param>
    /// <param name="address">Its absolute address, which its links are relative to.</param>
    public static ExtractedPage Read(string markdown, Uri address)
    {
        var normalised = markdown.TrimStart('\ufeff').ReplaceLineEndings("\n");
        var body = FrontMatter.Split(normalised, out var statedTitle);
        var document = Markdown.Parse(body, Pipeline);
        var resolver = new LinkResolver();
        var links = new LinkCollector();
        var edits = new List<Edit>();
        resolver.Begin(address, baseReference: null);

        foreach (var node in document.Descendants())
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

                case LinkReferenceDefinition { Url: { } url } definition:
                    Add(url, definition.UrlSpan, isImage: false);
                    break;
            }
        }

        return new ExtractedPage
        {
            Title = statedTitle ?? FirstHeading(document),
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

    private static string FirstHeading(MarkdownDocument document)
    {
        var heading = document.Descendants<HeadingBlock>().FirstOrDefault(block => block.Level == 1);
        return heading?.Inline is { } inline ? PageSurvey.Collapse(TextOf(inline)) : "";
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
        // A reference definition is met twice, once for itself and once for its group.
        foreach (var edit in edits.DistinctBy(edit => edit.Start).OrderByDescending(edit => edit.Start).ToImmutableArray())
        {
            // Between angle brackets the brackets stay: the span may or may not hold them.
            var hasBrackets = body[edit.Start] == '<';
            var start = hasBrackets ? edit.Start + 1 : edit.Start;
            var end = hasBrackets && body[edit.End - 1] == '>' ? edit.End - 1 : edit.End;
            body = string.Concat(body.AsSpan(0, start), edit.Text, body.AsSpan(end));
        }

        return body;
    }

    private readonly record struct Edit(int Start, int End, string Text);
}

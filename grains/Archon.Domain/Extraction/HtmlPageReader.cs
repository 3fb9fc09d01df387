using System.Collections.Immutable;
using AngleSharp;
using AngleSharp.Browser;
using AngleSharp.Dom;
using AngleSharp.Dom.Events;
using AngleSharp.Html;
using AngleSharp.Html.Forms.Submitters;
using AngleSharp.Html.Parser;
using Archon.Domain.Anchors;

namespace Archon.Domain.Extraction;

/// <summary>
/// Turns an HTML page into what its document says. Keeps its parser and buffers from page to page, so it is not thread-safe:
/// one to a worker thread.
/// </summary>
/// <remarks>
/// 1. Measure the nesting and count the tags, and strip the tags only when a parser would choke on them. 2. Parse, a large page in parts. 3. Survey: one walk for everything
/// that is said once for the whole page. 4. Choose the main content. 5. Write it: one walk over that part. 6. Write again, with more kept,
/// when too little was left.
/// </remarks>
public sealed class HtmlPageReader
{
    /// <summary>The parser closes what is nested deeper, so every walk may recurse.</summary>
    internal const int MaximumDepth = 512;

    // A page of which less is left says something in what was taken for a table of contents, or for boilerplate.
    private const int ShortDocument = 600;
    private const int EmptyDocument = 60;

    // A tree takes ten times its source: from here on a page is parsed in parts, each only while it is walked.
    private const int Large = 96 * 1024;
    private const int PartOfLarge = 16 * 1024;

    // An element takes about a kilobyte, and may be written with three characters. Beyond so many tags no more characters than these are parsed at once.
    private const int ManyTags = 600_000;
    private const int MostAtOnceOfMany = 1_000_000;

    // Nothing here loads, listens or sends. What would react to attributes is asked about each of every element: a tenth of all parsing.
    private static readonly IConfiguration Reading = Configuration.Default
        .Without<IAttributeObserver>().Without<IMetaHandler>().Without<IEventFactory>()
        .Without<ILinkRelationFactory>().Without<IHtmlEncoder>().Without<INavigationHandler>();

    private readonly HtmlParser _parser = new(
        new HtmlParserOptions
        {
            IsScripting = false,
            IsKeepingSourceReferences = false,
            IsNotConsumingCharacterReferences = false,
            DisableElementPositionTracking = true,
            SkipComments = true,
            MaximumDepth = MaximumDepth,
        },
        BrowsingContext.New(Reading));

    private readonly int _segmentedFrom;
    private readonly int _segmentLength;
    private readonly LinkResolver _links = new();
    private readonly PageSurvey _survey;
    private readonly MarkdownWriter _writer;
    private readonly PlainText _words;

    public HtmlPageReader()
        : this(Large, PartOfLarge)
    {
    }

    /// <param name="segmentedFrom">Characters from which a page is parsed in parts.</param>
    /// <param name="segmentLength">Characters of a part.</param>
    internal HtmlPageReader(int segmentedFrom, int segmentLength)
    {
        _segmentedFrom = segmentedFrom;
        _segmentLength = segmentLength;
        var vocabulary = new ClassVocabulary();
        _survey = new PageSurvey(vocabulary);
        _writer = new MarkdownWriter(vocabulary, _links);
        _words = new PlainText(vocabulary);
    }

    /// <summary>Called when a page was opened that is parsed in parts: the text it was read from is not needed any more, and its parts have not been read.</summary>
    public Action? WhenOpened { get; init; }

    /// <summary>Reads a page as its server sent it.</summary>
    /// <inheritdoc cref="Read(string, Uri, bool, CancellationToken)"/>
    public ExtractedPage Read(string html, Uri address, CancellationToken cancellationToken) => Read(html, address, isRendered: false, cancellationToken);

    /// <summary>Reads a page.</summary>
    /// <param name="html">The decoded page.</param>
    /// <param name="address">Its absolute address: what its links are relative to unless it states a base.</param>
    /// <param name="isRendered">A browser has written it, so that a fragment it links to may be a route (<c>#/guide</c>): another page.</param>
    /// <param name="cancellationToken">Looked at every thousand nodes.</param>
    public ExtractedPage Read(string html, Uri address, bool isRendered, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _survey.Links.KeepsRoutes = isRendered;

        // 1.
        if (NestingGuard.IsTooTangled(html, out var tags))
        {
            return TagStripper.Read(html, address, cancellationToken);
        }

        // 2.
        var mostAtOnce = tags > ManyTags ? MostAtOnceOfMany : int.MaxValue;
        var parts = html.Length >= _segmentedFrom ? SegmentedPage.Open(html, _parser, _segmentLength, mostAtOnce) : null;
        if (parts is null && html.Length > mostAtOnce)
        {
            return TagStripper.Read(html, address, cancellationToken);
        }

        using var document = parts ?? _parser.ParseDocument(html);
        try
        {
            if (parts is not null)
            {
                WhenOpened?.Invoke();
            }

            return Read(document, address, cancellationToken);
        }
        catch (SegmentException)
        {
            // What the cut did not foresee: nothing has been kept of it. The page's text is not held for this, it is had from the parts.
            var source = SegmentedPage.SourceOf(document);
            if (source.Length > mostAtOnce)
            {
                return TagStripper.Read(source, address, cancellationToken);
            }

            using var whole = _parser.ParseDocument(source);
            return Read(whole, address, cancellationToken);
        }
    }

    private ExtractedPage Read(IDocument document, Uri address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // 3.
        _survey.Read(document, cancellationToken);
        _links.Begin(address, _survey.Head.BaseReference);

        // 4.
        var body = document.Body ?? document.DocumentElement;
        var chosen = MainContentFinder.Choose(_survey.Candidates, _survey.Text);
        var root = chosen?.Element ?? body;
        var banner = chosen is { HeadingsBefore: > 0 } ? null : SiteBanner.Of(_survey.Headings, _survey.Head.Title ?? "", _words);
        var opening = chosen is null ? null : PageOpening.Of(_survey.Headings, chosen, _survey.Head.Title ?? "", _words);
        _writer.Filter.Surroundings = new PageSurroundings(opening, NotesOf(chosen), MenusWith(banner), _survey.Boxes, _survey.Contents, _survey.Collapsed, _survey.Formulas)
        {
            Rendered = _survey.Links.KeepsRoutes ? new RenderedText(body, _writer, _links) : null,
        };

        // 5. and 6.
        var (markdown, anchors) = Write(root, body, cancellationToken);

        return new ExtractedPage
        {
            Title = TitleOf(opening?.Heading ?? banner?.Own ?? chosen?.Heading ?? (_survey.Headings is [var first, ..] ? first.Element : null), chosen?.Subheading),
            Markdown = markdown,
            Anchors = anchors,
            Language = _survey.Head.Language,
            CanonicalLink = _survey.Head.CanonicalReference is { } canonical ? _links.Resolve(canonical) : null,
            MarkdownLink = _survey.Head.MarkdownReference is { } twin ? _links.Resolve(twin) : null,
            Links = _survey.Links.Resolve(_links, markdown.Length == 0 || _survey.Head.NoIndex ? null : address),
            Sitemaps = _survey.Head.Sitemaps.Resolve(_links),
            NoIndex = _survey.Head.NoIndex,
            NoFollow = _survey.Head.NoFollow,
        };
    }

    private IReadOnlyList<IElement> NotesOf(MainContentCandidate? chosen) =>
        chosen is null || _survey.Notes.Count == 0 ? [] : [.. _survey.Notes.Where(notes => notes.Follow(chosen)).Select(notes => notes.Element)];

    private IReadOnlyList<PlacedBlock> MenusWith(SiteBanner? banner) => banner is null ? _survey.Menus : [.. _survey.Menus, PlacedBlock.Of(banner.Block)];

    private (string Markdown, ImmutableArray<PageAnchor> Anchors) Write(IElement root, IElement body, CancellationToken cancellationToken)
    {
        var markdown = _writer.Write(root, PageExtent.Document, cancellationToken);

        if (markdown.Length < ShortDocument && _writer.Filter.LeftContentsOut)
        {
            markdown = _writer.Write(root, PageExtent.Contents, cancellationToken);
        }

        // An article's header with all its links in it.
        if (markdown.Length < EmptyDocument && _writer.Filter.LeftMenuOut)
        {
            markdown = _writer.Write(root, PageExtent.Menus, cancellationToken);
        }

        var anchors = _writer.Anchors.ToImmutable();

        if (markdown.Length < EmptyDocument)
        {
            var all = _writer.Write(body, PageExtent.Body, cancellationToken);

            if (all.Length <= markdown.Length)
            {
                all = _writer.Write(body, PageExtent.Everything, cancellationToken);
            }

            // Nothing but a heading is a short page; nothing at all is a page misread.
            if (markdown.Length == 0 || _survey.Text > markdown.Length * 4)
            {
                return (all, _writer.Anchors.ToImmutable());
            }
        }

        return (markdown, anchors);
    }

    private string TitleOf(IElement? heading, IElement? subheading)
    {
        var stated = _survey.Head.Title ?? "";
        var headline = WordsOf(heading);

        return stated.Length == 0
            || (headline.Length > 0 && stated.Contains(headline, StringComparison.OrdinalIgnoreCase) && !PageOpening.IsSiteName(headline, WordsOf(subheading), stated))
                ? headline
                : stated;
    }

    private string WordsOf(IElement? heading) => heading is null ? "" : OneLine.Of(_words.Of(heading));
}

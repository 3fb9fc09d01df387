using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Archon.Domain.Extraction;

/// <summary>
/// A large page most of which is parsed only while it is walked: a tree takes ten times its source. The page's document has a mark where
/// each <see cref="HtmlSegment"/> belongs; <see cref="PageNodes"/> puts its nodes there, parsed anew for every walk.
/// </summary>
internal sealed class SegmentedPage
{
    // Void, allowed anywhere, opens again what formatting was left open before it: misplaced, it shows that a part is not by itself.
    private const string MarkName = "wbr";
    private const string MarkAttribute = "data-archon-segment";
    private const string EndMark = "<wbr>";

    private static readonly ConditionalWeakTable<IDocument, SegmentedPage> Pages = [];

    private readonly PageSource _source;
    private readonly HtmlParser _parser;
    private readonly ImmutableArray<HtmlSegment> _segments;

    private SegmentedPage(string html, HtmlParser parser, ImmutableArray<HtmlSegment> segments)
    {
        _source = new PageSource(html);
        _parser = parser;
        _segments = segments;
    }

    /// <summary>Parses a page but for its segments; null when it must be read whole.</summary>
    /// <param name="html">The page.</param>
    /// <param name="parser">Parses the page, and its segments later.</param>
    /// <param name="length">Characters of a segment.</param>
    /// <param name="mostAtOnce">Characters that a segment, or the page without its segments, may have at most.</param>
    public static IDocument? Open(string html, HtmlParser parser, int length, int mostAtOnce)
    {
        var segments = HtmlSegmenter.Find(html, length);

        if (segments.IsEmpty
            || segments.Max(segment => segment.End - segment.Start) > mostAtOnce
            || html.Length - segments.Sum(segment => segment.End - segment.Start) > mostAtOnce)
        {
            return null;
        }

        var page = new SegmentedPage(html, parser, segments);
        var document = parser.ParseDocument(page.Rest(html));

        if (!page.IsMarked(document))
        {
            document.Dispose();
            return null;
        }

        Pages.Add(document, page);
        return document;
    }

    /// <summary>The page that a document with segments was made of.</summary>
    public static string SourceOf(IDocument document) =>
        Pages.TryGetValue(document, out var page) ? page._source.ToString() : throw new ArgumentException("The document has no segments.", nameof(document));

    /// <summary>The segment that belongs where a node stands, or null when the node stands for itself.</summary>
    public static HtmlSegment? SegmentAt(INode node, out SegmentedPage? page)
    {
        page = null;
        return node is IElement { LocalName: MarkName } mark
            && mark.GetAttribute(MarkAttribute) is { } number
            && mark.Owner is { } document
            && Pages.TryGetValue(document, out page)
                ? page._segments[int.Parse(number, CultureInfo.InvariantCulture)]
                : null;
    }

    /// <summary>Parses a segment in the place it has in the page.</summary>
    /// <returns>What it stands in, with nothing else in it but a mark at the end.</returns>
    /// <exception cref="SegmentException">What is in the segment does not stay in it.</exception>
    public IElement Parse(HtmlSegment segment)
    {
        var place = segment.Container.StartTags;
        var source = _source.Slice(place, segment.Start, segment.End, EndMark);
        INode node = _parser.ParseDocument(source).Body ?? throw new SegmentException();

        for (var step = 1; step < segment.Container.Names.Length; step++)
        {
            node = OnlyChild(node);

            if (node is IElement { LocalName: "tbody" } && segment.Container.Names[step] == "tr")
            {
                node = OnlyChild(node);
            }

            if (node is not IElement element || element.LocalName != segment.Container.Names[step])
            {
                throw new SegmentException();
            }
        }

        return node.LastChild is IElement { LocalName: MarkName } ? (IElement)node : throw new SegmentException();
    }

    private static INode OnlyChild(INode node) => node.ChildNodes is { Length: 1 } children ? children[0] : throw new SegmentException();

    private string Rest(string html)
    {
        var rest = new StringBuilder();
        var position = 0;

        for (var number = 0; number < _segments.Length; number++)
        {
            rest.Append(html, position, _segments[number].Start - position);
            rest.Append(CultureInfo.InvariantCulture, $"<{MarkName} {MarkAttribute}={number}>");
            position = _segments[number].End;
        }

        return rest.Append(html, position, html.Length - position).ToString();
    }

    // All marks, once each and where they belong; a page may have such elements of its own.
    private bool IsMarked(IDocument document)
    {
        var number = 0;

        foreach (var mark in document.GetElementsByTagName(MarkName))
        {
            if (!mark.HasAttribute(MarkAttribute))
            {
                continue;
            }

            if (number >= _segments.Length
                || mark.GetAttribute(MarkAttribute) != number.ToString(CultureInfo.InvariantCulture)
                || !StandsIn(mark, _segments[number].Container.Names))
            {
                return false;
            }

            number++;
        }

        return number == _segments.Length;
    }

    private static bool StandsIn(IElement mark, ImmutableArray<string> names)
    {
        var element = mark.ParentElement;

        for (var index = names.Length - 1; index >= 0; index--, element = element.ParentElement)
        {
            if (element is { LocalName: "tbody" } && names[index] == "table")
            {
                element = element.ParentElement;
            }

            if (element is null || element.LocalName != names[index])
            {
                return false;
            }
        }

        return true;
    }
}

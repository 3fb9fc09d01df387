using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Archon.Domain.Extraction;

/// <summary>
/// Finds the parts of a large page that can be parsed by themselves, in one linear look at its tags: runs of siblings in containers
/// that nest as they should. Only elements whose end is certain are cut apart; at the first tag that a parser would have to put right,
/// the page is left whole. Each container keeps its first child, which says what the container is.
/// </summary>
/// <remarks>End tags that may be left out: HTML Living Standard, 13.1.2.4 "Optional tags".</remarks>
internal sealed class HtmlSegmenter(string html, int length)
{
    private const int DeepestCut = 64;

    // Nothing but text and blocks is special about these, so they may stand open around a part.
    private static readonly FrozenSet<string> Containers = FrozenSet.Create(
        "body", "div", "section", "article", "main", "center", "details", "ul", "ol", "li", "dl", "dd", "td");

    private static readonly FrozenSet<string> Frames = FrozenSet.Create("table", "tbody", "tr", "form");

    private static readonly FrozenSet<string> Void = FrozenSet.Create(
        "area", "basefont", "bgsound", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr");

    private static readonly FrozenSet<string> RawText = FrozenSet.Create("script", "style", "textarea", "title", "xmp", "iframe", "noembed");

    private static readonly FrozenSet<string> BeforeBody = FrozenSet.Create("html", "head", "meta", "link", "base", "title", "script", "style", "noscript");

    // What a parser moves, merges or reads by rules of its own.
    private static readonly FrozenSet<string> Unruly = FrozenSet.Create(
        "html", "head", "body", "base", "frameset", "frame", "noframes", "plaintext", "template", "select", "image", "math", "marquee", "applet");

    private static readonly FrozenSet<string> EndsParagraph = FrozenSet.Create(
        "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "dd", "dt", "listing", "main", "menu", "nav", "ol",
        "p", "pre", "search", "section", "summary", "table", "ul", "xmp");

    // What hides an element from those that would close it (13.2.4.2 "The stack of open elements").
    private static readonly FrozenSet<string> ParagraphScope = FrozenSet.Create("table", "td", "th", "caption", "button", "object");
    private static readonly FrozenSet<string> ListScope = FrozenSet.Create("table", "td", "th", "caption", "button", "object", "ul", "ol", "menu", "dir");
    private static readonly FrozenSet<string> DefinitionScope = FrozenSet.Create("table", "td", "th", "caption", "button", "object", "dl");
    private static readonly FrozenSet<string> TableScope = FrozenSet.Create("table");

    private readonly List<OpenElement> _open = [];
    private readonly List<HtmlSegment> _segments = [];
    private string _documentType = "";

    /// <summary>The parts of a page, in order; none when it must be read whole.</summary>
    /// <param name="html">The page.</param>
    /// <param name="length">Characters a part has at least, unless it ends a container.</param>
    public static ImmutableArray<HtmlSegment> Find(string html, int length) => new HtmlSegmenter(html, length).Find();

    private ImmutableArray<HtmlSegment> Find()
    {
        var position = 0;

        if (!EnterBody(ref position))
        {
            return [];
        }

        while (HtmlTagScanner.Next(html, ref position, out var tag))
        {
            var name = NameOf(tag);

            if (tag.IsEnd && name is "body" or "html")
            {
                break;
            }

            if (!(tag.IsEnd ? End(name, tag) : Start(name, tag, ref position)))
            {
                return [];
            }
        }

        return [.. _segments.OrderBy(segment => segment.Start)];
    }

    private bool EnterBody(ref int position)
    {
        while (HtmlTagScanner.Next(html, ref position, out var tag))
        {
            var name = NameOf(tag);

            if (name == "body" && !tag.IsEnd)
            {
                var start = html.IndexOf("<!doctype", 0, tag.Start, StringComparison.OrdinalIgnoreCase);
                var end = start < 0 ? -1 : html.IndexOf('>', start, tag.Start - start);
                _documentType = end < 0 ? "" : html[start..(end + 1)];
                _open.Add(new OpenElement(name, tag, isContainer: true, mayHoldCuts: true));
                return true;
            }

            if (!BeforeBody.Contains(name))
            {
                return false;
            }

            if (!tag.IsEnd && RawText.Contains(name))
            {
                position = HtmlTagScanner.EndOfRawText(html, position, name);
            }
        }

        return false;
    }

    private bool Start(string name, HtmlTagScanner.Tag tag, ref int position)
    {
        if (Unruly.Contains(name) || !CloseBefore(name, tag.Start) || _open.Count > DeepestCut * 4)
        {
            return false;
        }

        if (name == "svg")
        {
            position = html.IndexOf("</svg>", position, StringComparison.OrdinalIgnoreCase);
            position = position < 0 ? html.Length : position + "</svg>".Length;
            Complete(name, tag.Start, position, tags: 0, isCut: false);
            return true;
        }

        if (RawText.Contains(name))
        {
            var end = HtmlTagScanner.EndOfRawText(html, position, name);
            position = end;

            if (!HtmlTagScanner.Next(html, ref position, out var close) || close.Start != end)
            {
                return false;
            }

            Complete(name, tag.Start, position, tags: 0, isCut: false);
            return true;
        }

        if (Void.Contains(name))
        {
            Complete(name, tag.Start, tag.End, tags: 0, isCut: false);
            return true;
        }

        var outer = _open[^1];
        var isContainer = Containers.Contains(name);
        var mayHoldCuts = outer.MayHoldCuts && _open.Count < DeepestCut && (isContainer || Frames.Contains(name));
        _open.Add(new OpenElement(name, tag, isContainer && mayHoldCuts, mayHoldCuts));
        return true;
    }

    // A start tag ends what may not hold it. What is open between the two has no end of its own: the parser would put it right.
    private bool CloseBefore(string name, int position)
    {
        if (EndsParagraph.Contains(name) && !CloseIfOpen("p", ParagraphScope, position))
        {
            return false;
        }

        return name switch
        {
            "li" => CloseIfOpen("li", ListScope, position),
            "dt" or "dd" => CloseIfOpen("dt", DefinitionScope, position) && CloseIfOpen("dd", DefinitionScope, position),
            "td" or "th" => CloseCell(position) && _open[^1].Name == "tr",
            "tr" => CloseRow(position) && _open[^1].Name is "table" or "tbody" or "thead" or "tfoot",
            "tbody" or "thead" or "tfoot" => CloseRow(position) && CloseIfOpen("tbody", TableScope, position)
                && CloseIfOpen("thead", TableScope, position) && CloseIfOpen("tfoot", TableScope, position) && _open[^1].Name == "table",
            "a" or "nobr" or "button" or "form" => !_open.Exists(element => element.Name == name),
            "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => _open[^1].Name is not ("h1" or "h2" or "h3" or "h4" or "h5" or "h6"),
            _ => true,
        };
    }

    private bool CloseCell(int position) => CloseIfOpen("td", TableScope, position) && CloseIfOpen("th", TableScope, position);

    private bool CloseRow(int position) => CloseCell(position) && CloseIfOpen("tr", TableScope, position);

    private bool CloseIfOpen(string name, FrozenSet<string> scope, int position) => !IsOpen(name, scope) || Close(name, position, position);

    private bool End(string name, HtmlTagScanner.Tag tag)
    {
        if (name == "p" && !IsOpen("p", ParagraphScope))
        {
            // An end tag without its start is an empty paragraph.
            return true;
        }

        return Close(name, tag.Start, tag.End);
    }

    /// <summary>Closes the innermost element of a name, and before it those that need no end tag.</summary>
    private bool Close(string name, int start, int end)
    {
        while (_open.Count > 1 && _open[^1].Name != name)
        {
            if (!MayLackEnd(_open[^1].Name, name))
            {
                return false;
            }

            Pop(start, start);
        }

        if (_open.Count == 1)
        {
            return false;
        }

        Pop(start, end);
        return true;
    }

    private static bool MayLackEnd(string open, string closing) => open switch
    {
        "p" or "li" or "dt" or "dd" => true,
        "td" or "th" => closing is "tr" or "tbody" or "thead" or "tfoot" or "table",
        "tr" => closing is "tbody" or "thead" or "tfoot" or "table",
        "tbody" or "thead" or "tfoot" or "colgroup" => closing is "table" or "colgroup",
        _ => false,
    };

    private void Pop(int start, int end)
    {
        var element = _open[^1];
        _open.RemoveAt(_open.Count - 1);

        if (element.IsCut && element.IsContainer)
        {
            // The rest is cut off however short: it would be parsed with the page and stay.
            Cut(element, start, isInside: false);
        }

        Complete(element.Name, element.Tag.Start, end, element.Tags, element.IsCut);
    }

    /// <summary>Tells the innermost open element that a child of it is complete.</summary>
    private void Complete(string name, int start, int end, ulong tags, bool isCut)
    {
        var parent = _open[^1];
        var tag = HtmlTags.Of(name);
        parent.IsCut |= isCut;

        if (parent.IsContainer && parent.RunStart < 0)
        {
            // Not cut, but in whatever the container is cut with.
            parent.Tags |= tags | HtmlSegment.BitOf(tag);
            parent.RunStart = tag is HtmlTag.Silent || SectionHeading.MayStandBefore(name, html.AsSpan(start, end - start)) ? -1 : end;
            return;
        }

        if (isCut)
        {
            if (parent.IsContainer)
            {
                Cut(parent, start, isInside: true);
                parent.RunStart = end;
            }

            parent.Tags = 0;
            return;
        }

        parent.Tags |= tags | HtmlSegment.BitOf(tag);

        if (parent.IsContainer && end - parent.RunStart >= length)
        {
            Cut(parent, end, isInside: true);
            parent.IsCut = true;
        }
    }

    private void Cut(OpenElement container, int end, bool isInside)
    {
        if (container.RunStart >= 0 && end - container.RunStart >= length / 8)
        {
            container.Place ??= PlaceOf(container, isInside);
            _segments.Add(new HtmlSegment(container.RunStart, end, container.Place, container.Tags));
            container.RunStart = end;
            container.Tags = 0;
        }
    }

    private HtmlSegment.Place PlaceOf(OpenElement container, bool isInside)
    {
        var chain = isInside ? _open : [.. _open, container];
        var tags = new StringBuilder(_documentType);

        foreach (var element in chain)
        {
            tags.Append(html, element.Tag.Start, element.Tag.End - element.Tag.Start);
        }

        return new HtmlSegment.Place([.. chain.Select(element => element.Name)], tags.ToString());
    }

    /// <summary>Whether an element of a name is open and none of those that hide it stands between.</summary>
    private bool IsOpen(string name, FrozenSet<string> scope)
    {
        var index = _open.FindLastIndex(element => element.Name == name || scope.Contains(element.Name));
        return index >= 0 && _open[index].Name == name;
    }

    private string NameOf(HtmlTagScanner.Tag tag) => HtmlTags.NameOf(tag.NameIn(html));

    private sealed class OpenElement(string name, HtmlTagScanner.Tag tag, bool isContainer, bool mayHoldCuts)
    {
        public string Name { get; } = name;

        public HtmlTagScanner.Tag Tag { get; } = tag;

        /// <summary>Its children may be cut apart.</summary>
        public bool IsContainer { get; } = isContainer;

        /// <summary>It may stand open around parts.</summary>
        public bool MayHoldCuts { get; } = mayHoldCuts;

        /// <summary>A part of it, or of something in it, was cut.</summary>
        public bool IsCut { get; set; }

        /// <summary>Where the children begin that the next cut takes; -1 before the first child that says something.</summary>
        public int RunStart { get; set; } = -1;

        /// <summary>What stands in those children.</summary>
        public ulong Tags { get; set; }

        public HtmlSegment.Place? Place { get; set; }
    }
}

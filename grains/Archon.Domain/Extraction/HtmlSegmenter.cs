using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Archon.Domain.Extraction;

/// <summary>
/// Finds the parts of a large page that can be parsed by themselves, in one linear look at its tags: runs of siblings in containers
/// that nest as they should. Only elements whose end is certain are cut apart; at the first tag that a parser would have to put right,
/// the page is left whole. Each container keeps its first child, which says what the container is.
/// </summary>
internal sealed class HtmlSegmenter
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

    private readonly string _html;
    private readonly int _length;
    private readonly OpenElements _open;
    private readonly List<HtmlSegment> _segments = [];
    private string _documentType = "";

    private HtmlSegmenter(string html, int length)
    {
        _html = html;
        _length = length;
        _open = new OpenElements(Closed);
    }

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

        while (HtmlTagScanner.Next(_html, ref position, out var tag))
        {
            var name = NameOf(tag);

            if (tag.IsEnd && name is "body" or "html")
            {
                break;
            }

            if (!(tag.IsEnd ? _open.End(name, tag) : Start(name, tag, ref position)))
            {
                return [];
            }
        }

        return [.. _segments.OrderBy(segment => segment.Start)];
    }

    private bool EnterBody(ref int position)
    {
        while (HtmlTagScanner.Next(_html, ref position, out var tag))
        {
            var name = NameOf(tag);

            if (name == "body" && !tag.IsEnd)
            {
                var start = _html.IndexOf("<!doctype", 0, tag.Start, StringComparison.OrdinalIgnoreCase);
                var end = start < 0 ? -1 : _html.IndexOf('>', start, tag.Start - start);
                _documentType = end < 0 ? "" : _html[start..(end + 1)];
                _open.Add(new OpenElement(name, tag, isContainer: true, mayHoldCuts: true));
                return true;
            }

            if (!BeforeBody.Contains(name))
            {
                return false;
            }

            if (!tag.IsEnd && RawText.Contains(name))
            {
                position = HtmlTagScanner.EndOfRawText(_html, position, name);
            }
        }

        return false;
    }

    private bool Start(string name, HtmlTagScanner.Tag tag, ref int position)
    {
        if (Unruly.Contains(name) || !_open.CloseBefore(name, tag.Start) || _open.Count > DeepestCut * 4)
        {
            return false;
        }

        if (name == "svg")
        {
            position = _html.IndexOf("</svg>", position, StringComparison.OrdinalIgnoreCase);
            position = position < 0 ? _html.Length : position + "</svg>".Length;
            Complete(name, tag.Start, position, tags: 0, isCut: false);
            return true;
        }

        if (RawText.Contains(name))
        {
            var end = HtmlTagScanner.EndOfRawText(_html, position, name);
            position = end;

            if (!HtmlTagScanner.Next(_html, ref position, out var close) || close.Start != end)
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

        var outer = _open.Innermost;
        var isContainer = Containers.Contains(name);
        var mayHoldCuts = outer.MayHoldCuts && _open.Count < DeepestCut && (isContainer || Frames.Contains(name));
        _open.Add(new OpenElement(name, tag, isContainer && mayHoldCuts, mayHoldCuts));
        return true;
    }

    private void Closed(OpenElement element, int start, int end)
    {
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
        var parent = _open.Innermost;
        var tag = HtmlTags.Of(name);
        parent.IsCut |= isCut;

        if (parent.IsContainer && parent.RunStart < 0)
        {
            // Not cut, but in whatever the container is cut with.
            parent.Tags |= tags | HtmlSegment.BitOf(tag);
            parent.RunStart = tag is HtmlTag.Silent || SectionHeading.MayStandBefore(name, _html.AsSpan(start, end - start)) ? -1 : end;
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

        if (parent.IsContainer && end - parent.RunStart >= _length)
        {
            Cut(parent, end, isInside: true);
            parent.IsCut = true;
        }
    }

    private void Cut(OpenElement container, int end, bool isInside)
    {
        if (container.RunStart >= 0 && end - container.RunStart >= _length / 8)
        {
            container.Place ??= PlaceOf(container, isInside);
            _segments.Add(new HtmlSegment(container.RunStart, end, container.Place, container.Tags));
            container.RunStart = end;
            container.Tags = 0;
        }
    }

    private HtmlSegment.Place PlaceOf(OpenElement container, bool isInside)
    {
        IReadOnlyList<OpenElement> chain = isInside ? _open.All : [.. _open.All, container];
        var tags = new StringBuilder(_documentType);

        foreach (var element in chain)
        {
            tags.Append(_html, element.Tag.Start, element.Tag.End - element.Tag.Start);
        }

        return new HtmlSegment.Place([.. chain.Select(element => element.Name)], tags.ToString());
    }

    private string NameOf(HtmlTagScanner.Tag tag) => HtmlTags.NameOf(tag.NameIn(_html));
}

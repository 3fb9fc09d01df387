using System.Collections.Frozen;

namespace Archon.Domain.Extraction;

/// <summary>
/// The elements that are open at a place of a page, from <c>body</c> inwards, as an HTML parser has them while every tag stands where it may. What may lack its
/// end tag is closed by what begins or ends around it; whatever else a parser would move or close by itself is refused.
/// </summary>
/// <param name="closed">Told of each element that was closed: where its end tag begins and ends, or twice where it ends without one.</param>
/// <remarks>End tags that may be left out: HTML Living Standard, 13.1.2.4 "Optional tags".</remarks>
internal sealed class OpenElements(Action<OpenElement, int, int> closed)
{
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

    public int Count => _open.Count;

    public OpenElement Innermost => _open[^1];

    public IReadOnlyList<OpenElement> All => _open;

    public void Add(OpenElement element) => _open.Add(element);

    /// <summary>Closes what a start tag ends because it may not hold it; false when what is open between the two has no end of its own, and a parser would put it right.</summary>
    /// <param name="name">The name of the element that begins.</param>
    /// <param name="position">Where its tag begins.</param>
    public bool CloseBefore(string name, int position)
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

    /// <summary>Closes what an end tag ends; false when a parser would put it right.</summary>
    public bool End(string name, HtmlTagScanner.Tag tag)
    {
        if (name == "p" && !IsOpen("p", ParagraphScope))
        {
            // An end tag without its start is an empty paragraph.
            return true;
        }

        return Close(name, tag.Start, tag.End);
    }

    private bool CloseCell(int position) => CloseIfOpen("td", TableScope, position) && CloseIfOpen("th", TableScope, position);

    private bool CloseRow(int position) => CloseCell(position) && CloseIfOpen("tr", TableScope, position);

    private bool CloseIfOpen(string name, FrozenSet<string> scope, int position) => !IsOpen(name, scope) || Close(name, position, position);

    // The innermost element of a name, and before it those that need no end tag.
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
        closed(element, start, end);
    }

    // None of those that hide it stands between.
    private bool IsOpen(string name, FrozenSet<string> scope)
    {
        var index = _open.FindLastIndex(element => element.Name == name || scope.Contains(element.Name));
        return index >= 0 && _open[index].Name == name;
    }
}

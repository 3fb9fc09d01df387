using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Archon.Benchmarks.Text;

/// <summary>A block of a page that holds no further block: what it is, and what it says.</summary>
/// <param name="Kind"><c>h1</c> to <c>h6</c>, <c>code</c>, <c>item</c> (of a list), <c>cell</c> (of a table) or <c>text</c>.</param>
/// <param name="Text">Its text, blanks collapsed; of code its lines, without blanks at their ends. Behind an abbreviation stands, between two marks, what its page says that it stands for.</param>
internal readonly record struct PageElement(string Kind, string Text)
{
    /// <summary>Before and behind what an abbreviation stands for.</summary>
    public const char Opening = '\uE000';

    public const char Closing = '\uE001';

    // Twice as many readings for each.
    private const int MostAbbreviations = 6;

    /// <summary>What it may read as: each of its abbreviations alone, as on every page but where it has it first, or with what it stands for.</summary>
    public IEnumerable<PageElement> Readings => Text.Contains(Opening, StringComparison.Ordinal) ? ReadingsOf(this, 0) : [this];

    private static IEnumerable<PageElement> ReadingsOf(PageElement element, int told)
    {
        var opening = element.Text.IndexOf(Opening, StringComparison.Ordinal);
        if (opening < 0)
        {
            return [element];
        }

        var closing = element.Text.IndexOf(Closing, opening);
        var (before, behind) = (element.Text[..opening], element.Text[(closing + 1)..]);
        var alone = ReadingsOf(element with { Text = before + behind }, told + 1);
        return told >= MostAbbreviations ? alone : alone.Concat(ReadingsOf(element with { Text = before + element.Text[(opening + 1)..closing] + behind }, told + 1));
    }
}

/// <summary>A <c>pre</c> of a page.</summary>
/// <param name="Text">Its text, prompts and all.</param>
/// <param name="Shown">Its text as Markdown has it: without the line end that HTML drops, those at its end, and prompts when all its lines have them.</param>
/// <param name="Code">Its code: that, or the commands of a session alone.</param>
/// <param name="Readings">What its code may be besides, see <see cref="PageSessions.Readings"/>.</param>
/// <param name="Language">What its classes, or those of what wraps it, state; null when they state none.</param>
internal sealed record PageCode(string Text, string Shown, string Code, IReadOnlyList<string> Readings, string? Language);

/// <summary>
/// What a page consists of, read by itself and with no rule of the program: the main content lies where its generator puts it (Sphinx and javadoc name it,
/// DocBook has its navigation around it, mdBook and AsciiDoc have an element for it).
/// </summary>
internal static class PageElements
{
    private const string Not = "script, style, template, nav, form, button, .navheader, .navfooter, .toc, .headerlink, .sphinxsidebar, .related, #footer, .nav-wrapper, #versioninfo, body > footer, .boring";
    private const string Admonition = ".admonition, .admonitionblock, .note, .tip, .warning, .caution, .important";
    private const string Code = "code, kbd, samp, tt";
    private static readonly string[] Blocks =
        ["address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption"];
    private static readonly string[] Prefixes = ["language-", "lang-", "highlight-"];
    private static readonly string[] Unstated = ["none", "default", "text", "plain", "plaintext", "output"];

    /// <summary>The page's document, cut down to its main content.</summary>
    public static IElement Content(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        var main = document.QuerySelector("[role=main]") ?? document.QuerySelector("main") ?? document.QuerySelector("#content") ?? document.Body!;
        foreach (var element in main.QuerySelectorAll(Not).ToArray())
        {
            element.Remove();
        }

        return main;
    }

    /// <summary>Its blocks in order.</summary>
    public static List<PageElement> Of(IElement content)
    {
        var found = new List<PageElement>();
        Collect(content, "text", found);
        return found;
    }

    /// <summary>Every <c>pre</c> that says anything; of one inside another, the outer.</summary>
    public static IEnumerable<PageCode> Codes(IElement content) =>
        from pre in content.QuerySelectorAll("pre")
        where pre.ParentElement?.Closest("pre") is null
        let stated = Stated(pre)
        let owed = PageSessions.Of(pre, stated)
        where owed.Code.Length > 0
        select new PageCode(pre.TextContent, owed.Shown, owed.Code, PageSessions.Readings(pre, stated), stated);

    private static void Collect(IElement element, string kind, List<PageElement> found)
    {
        var loose = new StringBuilder();
        foreach (var node in element.ChildNodes)
        {
            if (node is IElement child && HoldsBlocks(child))
            {
                Flush(loose, kind, found);
                Visit(child, kind, found);
            }
            else
            {
                Append(loose, node);
            }
        }

        Flush(loose, kind, found);
    }

    private static void Visit(IElement element, string kind, List<PageElement> found)
    {
        switch (element.LocalName)
        {
            case "pre":
                Add("code", string.Join('\n', PageSessions.Of(element, Stated(element)).Shown.Split('\n').Select(line => line.TrimEnd())), found);
                break;
            case ['h', >= '1' and <= '6'] heading:
                // The title of a note heads no section.
                Add(element.Closest(Admonition) is null ? heading : kind, TextOf(element), found);
                break;
            case "li":
                Collect(element, "item", found);
                break;
            case "td" or "th":
                if (element.QuerySelector("pre, ul, ol, table") is null)
                {
                    Add(element.Closest(Admonition) is null ? "cell" : kind, TextOf(element), found);
                }
                else
                {
                    Collect(element, element.Closest(Admonition) is null ? "cell" : kind, found);
                }

                break;
            default:
                Collect(element, kind, found);
                break;
        }
    }

    private static bool HoldsBlocks(IElement element) => Blocks.Contains(element.LocalName) || element.QuerySelector(string.Join(',', Blocks)) is not null;

    private static void Flush(StringBuilder loose, string kind, List<PageElement> found)
    {
        Add(kind, Collapse(loose.ToString()), found);
        loose.Clear();
    }

    private static void Add(string kind, string text, List<PageElement> found)
    {
        if (text.Trim().Length > 0)
        {
            found.Add(new PageElement(kind, text));
        }
    }

    private static string TextOf(IElement element)
    {
        var text = new StringBuilder();
        Append(text, element);
        return Collapse(text.ToString());
    }

    // What a browser shows on lines of their own are words of their own.
    private static void Append(StringBuilder text, INode node)
    {
        if (node is IElement element)
        {
            var parts = element.LocalName == "br" || Blocks.Contains(element.LocalName);
            text.Append(parts ? " " : "");
            foreach (var child in element.ChildNodes)
            {
                Append(text, child);
            }

            AppendMeanings(text, element);
            text.Append(parts ? " " : "");
        }
        else if (node.NodeType == NodeType.Text)
        {
            text.Append(node.TextContent);
        }
    }

    // Nothing is written into code, so behind it.
    private static void AppendMeanings(StringBuilder text, IElement element)
    {
        if (element.LocalName is "abbr" or "acronym" && element.Closest(Code) is null)
        {
            AppendMeaning(text, element);
        }
        else if (element.LocalName is "code" or "kbd" or "samp" or "tt" && element.ParentElement?.Closest(Code) is null)
        {
            foreach (var abbreviation in element.QuerySelectorAll("abbr, acronym"))
            {
                AppendMeaning(text, abbreviation);
            }
        }
    }

    private static void AppendMeaning(StringBuilder text, IElement abbreviation)
    {
        if (abbreviation.GetAttribute("title") is { } title && !string.IsNullOrWhiteSpace(title))
        {
            text.Append(PageElement.Opening).Append(" (").Append(Collapse(title)).Append(')').Append(PageElement.Closing);
        }
    }

    private static string Collapse(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Stated(IElement pre)
    {
        IElement?[] places = [pre.QuerySelector("code"), pre, pre.ParentElement, pre.ParentElement?.ParentElement];
        var words = places.SelectMany(place => place is null ? [] : place.ClassList.Append(place.GetAttribute("data-lang") is { } named ? $"lang-{named}" : ""));
        return (from word in words
                from prefix in Prefixes
                where word.StartsWith(prefix, StringComparison.Ordinal) && word.Length > prefix.Length
                let name = word[prefix.Length..].ToLowerInvariant()
                where !Unstated.Contains(name)
                select name).FirstOrDefault();
    }
}

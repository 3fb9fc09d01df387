namespace Archon.Domain.Rendering;

/// <summary>
/// Reads a document's evidence in one pass without building a tree: it is asked of every page, and most pages are no shells.
/// Not a parser: what is malformed may be counted a little wrong, never slowly.
/// </summary>
public static class ShellScanner
{
    /// <summary>Ids of the elements that frameworks write a page into.</summary>
    private static readonly HashSet<string> RootIds = new(StringComparer.OrdinalIgnoreCase)
    {
        "root", "app", "__next", "__nuxt", "__docusaurus", "___gatsby", "svelte", "react-root", "app-root", "q-app", "main-app", "swagger-ui", "redoc-container", "mount",
    };

    /// <summary>Elements of their own that write themselves.</summary>
    private static readonly HashSet<string> RootTags = new(StringComparer.OrdinalIgnoreCase)
    {
        "main", "app-root", "redoc", "rapi-doc", "elements-api", "api-reference", "scalar-api-reference",
    };

    /// <summary>Elements whose content no reader sees, or sees as something else than text; they end at their own end tag only.</summary>
    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "title", "textarea", "iframe", "xmp",
    };

    /// <summary>How programs call themselves in <c>meta name=generator</c> whose pages need no script for what they say.</summary>
    private static readonly string[] WholeGenerators = ["javadoc", "DocBook", "Asciidoctor", "Docutils", "AsciiDoc", "pandoc", "makeinfo", "texi2html", "groff"];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> RootIdNames = RootIds.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> RootTagNames = RootTags.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> UnseenNames = Unseen.GetAlternateLookup<ReadOnlySpan<char>>();

    public static PageEvidence Read(string html)
    {
        // A document without scripts needs none; nothing else about it matters.
        if (!HasScript(html))
        {
            return new PageEvidence { TextLength = 0, Links = 0, Scripts = 0 };
        }

        var scan = new Scan();
        for (var position = 0; position < html.Length;)
        {
            var tag = html.IndexOf('<', position);
            scan.Text(html.AsSpan(position..(tag < 0 ? html.Length : tag)));
            position = tag < 0 ? html.Length : scan.Tag(html, tag);
        }

        return scan.Evidence();
    }

    /// <summary>The same of a rendered document, whose scripts are gone.</summary>
    public static PageEvidence ReadRendered(string html) => Read($"{html}<script></script>");

    // From tag to tag: a search without regard to case compares every letter where the globalization is invariant.
    private static bool HasScript(ReadOnlySpan<char> html)
    {
        for (int tag; (tag = html.IndexOf('<')) >= 0;)
        {
            html = html[(tag + 1)..];
            if (html.StartsWith("script", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int TagEnd(string html, int position)
    {
        while (position < html.Length)
        {
            var next = html.AsSpan(position).IndexOfAny('>', '"', '\'');
            if (next < 0)
            {
                return html.Length;
            }

            position += next;
            if (html[position] == '>')
            {
                return position + 1;
            }

            var quote = html.IndexOf(html[position], position + 1);
            if (quote < 0)
            {
                return html.Length;
            }

            position = quote + 1;
        }

        return html.Length;
    }

    /// <summary>An attribute's value, raw; empty when there is none.</summary>
    private static ReadOnlySpan<char> Attribute(ReadOnlySpan<char> tag, string name)
    {
        for (var rest = tag; ;)
        {
            var at = rest.IndexOf(name, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return [];
            }

            var before = at > 0 ? rest[at - 1] : ' ';
            rest = rest[(at + name.Length)..];
            var value = rest.TrimStart();
            if (char.IsWhiteSpace(before) && value.StartsWith("="))
            {
                value = value[1..].TrimStart();
                var quoted = value.Length > 0 && value[0] is '"' or '\'';
                var end = quoted ? value[1..].IndexOf(value[0]) : value.IndexOfAny(" \t\r\n>");
                return (quoted ? value[1..] : value)[..Math.Max(end, 0)];
            }
        }
    }

    /// <summary>A root that is open: how deep elements of its own name are nested, and the text when it began.</summary>
    private record struct OpenRoot(string Tag, string Selector, int Depth, int TextBefore);

    private sealed class Scan
    {
        private const int MostRoots = 8;
        private readonly List<OpenRoot> _open = [];
        private int _text;
        private int _links;
        private int _scripts;
        private bool _asks;
        private string? _wholeBy;
        private string? _root;
        private int _rootText = -1;
        private bool _isMain;

        public PageEvidence Evidence()
        {
            while (_open.Count > 0)
            {
                Close(_open.Count - 1);
            }

            return new PageEvidence
            {
                TextLength = _text,
                Links = _links,
                Scripts = _scripts,
                Root = _root,
                RootTextLength = Math.Max(_rootText, 0),
                AsksForScript = _asks,
                WholeBy = _wholeBy,
            };
        }

        public void Text(ReadOnlySpan<char> text)
        {
            foreach (var letter in text)
            {
                _text += char.IsWhiteSpace(letter) ? 0 : 1;
            }
        }

        /// <summary>Takes the tag that begins here; returns where the scan goes on.</summary>
        public int Tag(string html, int start)
        {
            if (html.AsSpan(start).StartsWith("<!--"))
            {
                var end = html.IndexOf("-->", start + 4, StringComparison.Ordinal);
                return end < 0 ? html.Length : end + 3;
            }

            var closes = start + 1 < html.Length && html[start + 1] == '/';
            var nameStart = start + (closes ? 2 : 1);
            var nameEnd = nameStart;
            while (nameEnd < html.Length && (char.IsAsciiLetterOrDigit(html[nameEnd]) || html[nameEnd] == '-'))
            {
                nameEnd++;
            }

            if (nameEnd == nameStart)
            {
                return start + 1;
            }

            var name = html.AsSpan(nameStart..nameEnd);
            var tagEnd = TagEnd(html, nameEnd);
            if (closes)
            {
                Nest(name, -1);
                return tagEnd;
            }

            var attributes = html.AsSpan(nameEnd..tagEnd);
            if (UnseenNames.Contains(name))
            {
                var end = html.IndexOf($"</{name}", tagEnd, StringComparison.OrdinalIgnoreCase);
                end = end < 0 ? html.Length : end;
                Skip(name, attributes, html.AsSpan(tagEnd..end));
                return end == html.Length ? end : TagEnd(html, end);
            }

            if (name.Equals("meta", StringComparison.OrdinalIgnoreCase))
            {
                Describe(attributes);
                return tagEnd;
            }

            Nest(name, +1);
            _links += name is "a" or "A" && Attribute(attributes, "href").Length > 0 ? 1 : 0;
            Open(name, attributes);
            return tagEnd;
        }

        private void Skip(ReadOnlySpan<char> name, ReadOnlySpan<char> attributes, ReadOnlySpan<char> content)
        {
            if (name.Equals("script", StringComparison.OrdinalIgnoreCase))
            {
                var type = Attribute(attributes, "type");
                _scripts += type.IsEmpty || type.Contains("javascript", StringComparison.OrdinalIgnoreCase) || type.Equals("module", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            }
            else if (name.Equals("noscript", StringComparison.OrdinalIgnoreCase))
            {
                _asks |= content.Contains("javascript", StringComparison.OrdinalIgnoreCase);
            }
        }

        private void Describe(ReadOnlySpan<char> attributes)
        {
            if (!Attribute(attributes, "name").Equals("generator", StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            var generator = Attribute(attributes, "content").TrimStart();
            foreach (var known in WholeGenerators)
            {
                if (generator.StartsWith(known, StringComparison.OrdinalIgnoreCase))
                {
                    _wholeBy = known;
                    return;
                }
            }
        }

        private void Open(ReadOnlySpan<char> name, ReadOnlySpan<char> attributes)
        {
            if (_open.Count >= MostRoots)
            {
                return;
            }

            var id = Attribute(attributes, "id");
            if (!id.IsEmpty && RootIdNames.Contains(id))
            {
                _open.Add(new OpenRoot(name.ToString(), $"#{id}", 1, _text));
            }
            else if (RootTagNames.Contains(name))
            {
                _open.Add(new OpenRoot(name.ToString(), $"<{name}>", 1, _text));
            }
        }

        private void Nest(ReadOnlySpan<char> name, int step)
        {
            for (var index = _open.Count - 1; index >= 0; index--)
            {
                if (name.Equals(_open[index].Tag, StringComparison.OrdinalIgnoreCase))
                {
                    _open[index] = _open[index] with { Depth = _open[index].Depth + step };
                    if (_open[index].Depth == 0)
                    {
                        Close(index);
                    }
                }
            }
        }

        private void Close(int index)
        {
            var (tag, selector, _, before) = _open[index];
            _open.RemoveAt(index);

            // Where a page says what its main content is, a menu around it is no content.
            var isMain = tag.Equals("main", StringComparison.OrdinalIgnoreCase);
            if (isMain == _isMain ? _text - before > _rootText : isMain)
            {
                (_root, _rootText, _isMain) = (selector, _text - before, isMain);
            }
        }
    }
}

using System.Buffers;
using System.Collections.Frozen;
using AngleSharp.Dom;
using Archon.Domain.CodeExamples;

namespace Archon.Domain.Extraction;

/// <summary>
/// The language a code block says it is in: by a prefixed class (<c>language-x</c>, <c>highlight-x</c>, <c>source-x</c>,
/// <c>brush: x</c>), by a data attribute, or by a bare class when the word is a language's name.
/// </summary>
internal static class CodeLanguage
{
    private const int WrappersLookedAt = 3;
    private const int LongestName = 16;
    private const int LongestLine = 120;
    private const int MostOfBar = 4;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+#._-");

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "bash", "c", "c#", "c++", "clojure", "console", "cpp", "csharp", "css", "dart", "diff", "dockerfile", "elixir", "erlang", "f#", "fsharp", "go",
        "graphql", "groovy", "haskell", "html", "http", "ini", "java", "javascript", "js", "json", "jsx", "julia", "kotlin", "latex",
        "lua", "makefile", "markdown", "matlab", "mermaid", "nix", "objectivec", "ocaml", "perl", "php", "powershell", "proto", "protobuf",
        "pycon", "python", "r", "ruby", "rust", "scala", "scss", "sh", "shell", "sql", "swift", "toml", "ts", "tsx", "typescript",
        "vb", "vim", "xml", "yaml", "yml", "zig", "zsh");

    private static readonly string[] Prefixes = ["language-", "lang-", "mw-highlight-lang-", "source-", "highlight-", "brush-", "code-", "lang:"];

    private static readonly string[] Attributes = ["data-lang", "data-language", "data-mode-id", "data-snippet-language", "data-tagsearch-lang", "data-enlighter-language", "language"];

    // What generators write when they know no language, and layout words that share a prefix.
    private static readonly FrozenSet<string> NoLanguage = FrozenSet.Create(
        StringComparer.Ordinal,
        "none", "default", "auto", "nohighlight", "no-highlight", "undefined", "plain", "block", "block-caption", "wrapper", "container",
        "toolbar", "example", "box", "group", "copy", "body", "fence", "source", "highlight", "lines", "line", "unknown", "title", "header",
        "generic", "null", "raw", "myst-ansi");

    /// <summary>The language in lower case; empty when none is stated.</summary>
    public static string Of(IElement pre)
    {
        // mdBook's pages have one in another.
        for (var step = 0; step < WrappersLookedAt && pre.FirstElementChild is { LocalName: "pre", NextElementSibling: null } inner; step++)
        {
            pre = inner;
        }

        if (Stated(pre) is { } own)
        {
            return own;
        }

        // Nearly always <pre><code class="...">.
        for (var index = 0; index < pre.ChildNodes.Length; index++)
        {
            if (pre.ChildNodes[index] is IElement { LocalName: "code" } code && Stated(code) is { } language)
            {
                return language;
            }
        }

        // Twoslash's first form shows it above the code.
        if (pre.FirstElementChild is { ClassName: "language-id" } label && Normalise(label.TextContent) is { } shown)
        {
            return shown;
        }

        var wrapper = pre.ParentElement;
        while (wrapper is { LocalName: "pre" })
        {
            wrapper = wrapper.ParentElement;
        }

        for (var step = 0; step < WrappersLookedAt && IsWrapper(wrapper); wrapper = wrapper!.ParentElement)
        {
            if (Stated(wrapper!) is { } language)
            {
                return language;
            }

            // A table of line numbers and code has four elements more between the two.
            step += wrapper!.LocalName is "td" or "tr" or "tbody" or "table" ? 0 : 1;
        }

        return pre.GetAttribute("title") is { } file && FileLanguage.Of(file) is { } kind ? kind : "";
    }

    /// <summary>The language that a label above code names, empty for none; null when the element is no such label.</summary>
    public static string? OfLabel(IElement label) => label.ClassName switch
    {
        "code-lang" or "code-language" when label.TextContent.Trim().ToLowerInvariant() is var name && Names.Contains(name) => Normalise(name),

        // MDN; Microsoft Learn.
        "language-name" => OfName(label.TextContent),
        "language" when label.ParentElement is { ClassName: "codeHeader" } => OfName(label.TextContent),
        { } names when names.Contains("header", StringComparison.Ordinal) && !BoilerplateRules.HoldsCode(label) => OfHeader(label),
        _ => null,
    };

    /// <summary>The language that is said so; empty when the name says that it is none.</summary>
    public static string OfName(string name) => Normalise(name) ?? "";

    /// <summary>The language that a line above code is the name of, or that the file which it names is in; null for none.</summary>
    /// <param name="line">The line, as Markdown.</param>
    public static string? OfLine(ReadOnlySpan<char> line)
    {
        var isBold = line.StartsWith("**");
        if (line.Length > LongestLine || (!isBold && line.Contains(' ')))
        {
            return null;
        }

        var words = line.Trim("*`: ").ToString().Replace("\\", "", StringComparison.Ordinal);
        return Names.Contains(words.ToLowerInvariant()) ? Normalise(words)
            : isBold ? FileLanguage.InCaption(words)
            : FileLanguage.Of(words);
    }

    /// <summary>The language that a bar above code names beside what copies it; null when it is no such bar. Nothing but its words and its place says so.</summary>
    public static string? OfBar(IElement bar)
    {
        var shown = default(Shown);
        return bar is { ChildElementCount: > 1 and <= MostOfBar, NextElementSibling.LocalName: "pre" or "div" or "figure" or "wbr" } && Read(bar, ref shown) && shown.Copies ? shown.Language : null;
    }

    // What stands above code: its language, and what copies it.
    private static string? OfHeader(IElement header)
    {
        var shown = default(Shown);
        return Read(header, ref shown) ? shown.Language : null;
    }

    private static bool Read(IElement header, ref Shown shown)
    {
        foreach (var node in PageNodes.Of(header))
        {
            var isRead = node switch
            {
                IText text when string.IsNullOrWhiteSpace(text.Data) => true,
                IText text when text.Data.AsSpan().Trim() is var name && shown.Language is null && name.Length <= LongestName && Names.Contains(name.ToString().ToLowerInvariant()) =>
                    (shown.Language = name.ToString().ToLowerInvariant()) is not null,
                IText text => shown.Copies |= text.Data.AsSpan().Trim().StartsWith("cop", StringComparison.OrdinalIgnoreCase) && text.Data.Length <= LongestName,
                IElement child => HtmlTags.Of(child.LocalName) is HtmlTag.Button or HtmlTag.Silent || child.GetAttribute("role") == "button" || (!HtmlTags.Of(child.LocalName).IsHeading() && Read(child, ref shown)),
                _ => true,
            };

            if (!isRead)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWrapper(IElement? element) =>
        element is { LocalName: "div" or "figure" or "td" or "tr" or "tbody" or "table" or "span" or "section" };

    private static string? Stated(IElement element)
    {
        var count = element.Attributes.Length;

        for (var index = 0; index < count; index++)
        {
            if (element.Attributes[index] is { Name: not "class", Value.Length: > 0 } attribute)
            {
                if (Attributes.Contains(attribute.Name))
                {
                    return Normalise(attribute.Value);
                }

                // Confluence
                if (attribute.Name == "data-syntaxhighlighter-params")
                {
                    return OfBrush(attribute.Value);
                }

                // Of others it says what people speak, or something else (syntax: Google's pages for developers).
                if (attribute.Name is "lang" or "syntax" && element.LocalName == "pre" && Names.Contains(attribute.Value.ToLowerInvariant()))
                {
                    return Normalise(attribute.Value);
                }
            }
        }

        return element.GetAttribute("class") is { Length: > 0 } classes ? FromClasses(classes) : null;
    }

    private static string? FromClasses(string classes)
    {
        if (classes.Contains("brush:", StringComparison.OrdinalIgnoreCase))
        {
            return OfBrush(classes);
        }

        string? bare = null;

        foreach (var word in classes.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith("highlight-source-", StringComparison.Ordinal) || word.StartsWith("highlight-text-", StringComparison.Ordinal))
            {
                return Normalise(TextMateScope.LanguageOf(word["highlight-".Length..].ToLowerInvariant()));
            }

            foreach (var prefix in Prefixes)
            {
                if (word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && word.Length > prefix.Length)
                {
                    if (Normalise(word[prefix.Length..]) is { } language && (prefix != "code-" || Names.Contains(language)))
                    {
                        return language;
                    }

                    break;
                }
            }

            // Org: src src-python
            if (word.StartsWith("src-", StringComparison.Ordinal) && classes.StartsWith("src ", StringComparison.Ordinal))
            {
                return Normalise(word["src-".Length..]);
            }

            var name = word.ToLowerInvariant();

            // SHJS: sh_java
            if (name.StartsWith("sh_", StringComparison.Ordinal) && Names.Contains(name["sh_".Length..]))
            {
                return Normalise(name["sh_".Length..]);
            }

            // The PHP manual: phpcode
            if (name.EndsWith("code", StringComparison.Ordinal) && word.Length == classes.Length && Names.Contains(name[..^"code".Length]))
            {
                return Normalise(name[..^"code".Length]);
            }

            if (bare is null && Names.Contains(name))
            {
                bare = name;
            }
        }

        return bare;
    }

    // brush: java; gutter: false
    private static string? OfBrush(string text)
    {
        const string begin = "brush:";
        var brush = text.IndexOf(begin, StringComparison.OrdinalIgnoreCase);
        return brush < 0 ? null : Normalise(text[(brush + begin.Length)..].TrimStart());
    }

    private static string? Normalise(string stated)
    {
        var name = stated.Trim().ToLowerInvariant();
        var end = name.AsSpan().IndexOfAnyExcept(Letters);

        if (end >= 0)
        {
            name = name[..end];
        }

        return name switch
        {
            "" => null,
            "python3" or "python2" or "ipython" or "ipython3" or "ipython2" or "py3" => "python",
            "pycon3" or "ipythonconsole" => "pycon",
            ['d', 'i', 'f', 'f', '-', ..] => "diff",
            "fish-docs-samples" or "fish-synopsis" => "fish",
            _ when NoLanguage.Contains(name) => null,
            _ => name,
        };
    }

    private record struct Shown(string? Language, bool Copies);
}

using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>The language that a file's name says it is in, as captions of code have it: <c>src/app.ts</c>, <c>Dockerfile</c>.</summary>
internal static class FileLanguage
{
    private const int Longest = 120;

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Extensions = Read(
        "asciidoc adoc|asciidoc asciidoc|bash sh|bash bash|zsh zsh|fish fish|c c|c h|cpp cpp|cpp cc|cpp cxx|cpp hpp|cpp hh|csharp cs|xml csproj|csharp csx|css css|scss scss|less less|dart dart|diff diff|diff patch|" +
        "elixir ex|elixir exs|erlang erl|fsharp fs|fsharp fsx|go go|graphql graphql|graphql gql|groovy groovy|groovy gradle|haskell hs|hcl tf|html html|html htm|ini ini|ini cfg|ini conf|" +
        "java java|javascript js|javascript mjs|javascript cjs|json json|json jsonc|json json5|jsx jsx|julia jl|kotlin kt|kotlin kts|lua lua|makefile mk|markdown md|mdx mdx|nix nix|objectivec m|" +
        "ocaml ml|perl pl|perl pm|php php|powershell ps1|protobuf proto|python py|python pyi|python pyw|r r|rst rst|ruby rb|rust rs|scala scala|sql sql|svelte svelte|swift swift|" +
        "toml toml|typescript ts|typescript mts|typescript cts|tsx tsx|vb vb|vue vue|astro astro|xml xml|xml xsd|xml xsl|xml svg|yaml yaml|yaml yml|zig zig");

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Names = Read(
        "dockerfile dockerfile|dockerfile containerfile|makefile makefile|makefile gnumakefile|cmake cmakelists.txt|ruby gemfile|ruby rakefile|groovy jenkinsfile|" +
        "bash .bashrc|bash .bash_profile|bash .profile|zsh .zshrc|ini .gitconfig|ini .editorconfig|ini .npmrc|toml cargo.lock|nginx nginx.conf");

    /// <summary>Null when the text is no file's name, or of a kind that says nothing.</summary>
    public static string? Of(string text)
    {
        var name = NameIn(text);
        if (name.IsEmpty)
        {
            return null;
        }

        Span<char> lower = stackalloc char[name.Length];
        name.ToLowerInvariant(lower);
        return Names.TryGetValue(lower, out var known) ? known
            : lower.LastIndexOf('.') is var dot and >= 0 && Extensions.TryGetValue(lower[(dot + 1)..], out var language) ? language
            : null;
    }

    /// <summary>The language of the file that a caption is, or that it names among other words; null when that is none, or not the only one.</summary>
    public static string? InCaption(string caption)
    {
        if (Of(caption) is { } whole)
        {
            return whole;
        }

        string? found = null;
        foreach (var range in caption.AsSpan().Split(' '))
        {
            var word = caption.AsSpan()[range].Trim("`'\"\u201c\u201d\u2018\u2019,;()");
            if (IsClearlyAFile(word) && Of(word.ToString()) is { } language)
            {
                if (found is not null && found != language)
                {
                    return null;
                }

                found = language;
            }
        }

        return found;
    }

    /// <summary>Whether the whole text is the name of a file, perhaps with its path: one of a known kind, or a path to something with an extension.</summary>
    public static bool IsName(string text)
    {
        if (Of(text) is not null)
        {
            return true;
        }

        var name = NameIn(text);
        var dot = name.LastIndexOf('.');
        return text.Contains('/', StringComparison.Ordinal) && dot > 0 && name.Length - dot is > 1 and <= 9;
    }

    // Node.js is none, and neither is "p.m".
    private static bool IsClearlyAFile(ReadOnlySpan<char> word) =>
        word.LastIndexOf('.') is var dot and > 1 && (word.Contains('/') || word[..dot].Contains('.') || !word[dot..].Equals(".js", StringComparison.OrdinalIgnoreCase));

    // "Filename: src/main.rs" is how books have it.
    private static ReadOnlySpan<char> NameIn(string text)
    {
        var span = text.AsSpan().Trim();
        if (span.Length is 0 or > Longest)
        {
            return [];
        }

        foreach (var label in (ReadOnlySpan<string>)["filename:", "file name:", "file:"])
        {
            if (span.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            {
                span = span[label.Length..].Trim();
            }
        }

        span = span.TrimEnd(':');
        if (span.ContainsAny(' ', '(', ')') || span.Contains("://", StringComparison.Ordinal))
        {
            return [];
        }

        return span[(span.LastIndexOfAny('/', '\\') + 1)..];
    }

    private static FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Read(string rows) =>
        rows.Split('|').Select(row => row.Split(' ')).ToFrozenDictionary(row => row[1], row => row[0], StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}

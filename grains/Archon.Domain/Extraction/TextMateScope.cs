using System.Collections.Frozen;

namespace Archon.Domain.Extraction;

/// <summary>The scope of a TextMate grammar, by which GitHub names the language of code: <c>source-css-scss</c>, <c>text-html-basic</c>.</summary>
internal static class TextMateScope
{
    // Scopes that are not called like their language.
    private static readonly FrozenDictionary<string, string> Languages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["source-gfm"] = "markdown",
        ["source-js-jsx"] = "jsx",
        ["source-json-comments"] = "jsonc",
        ["source-viml"] = "vim",
        ["text-html-basic"] = "html",
        ["text-md"] = "markdown",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What another language is written in: it is the other.
    private static readonly string[] Hosts = ["text-html-", "text-xml-", "text-tex-", "source-css-"];

    /// <param name="scope">The scope with hyphens, in lower case.</param>
    public static string LanguageOf(string scope)
    {
        if (Languages.TryGetValue(scope, out var language))
        {
            return language;
        }

        foreach (var host in Hosts)
        {
            if (scope.Length > host.Length && scope.StartsWith(host, StringComparison.Ordinal))
            {
                return scope[host.Length..];
            }
        }

        return scope[(scope.IndexOf('-', StringComparison.Ordinal) + 1)..];
    }
}

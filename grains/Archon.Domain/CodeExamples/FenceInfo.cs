using Markdig.Syntax;

namespace Archon.Domain.CodeExamples;

/// <summary>
/// What a fence says behind its language: <c>title="app.ts"</c>, as Docusaurus and MkDocs have it, <c>[app.ts]</c> as VitePress does, and <c>tab="npm" tabs="1"</c>, which is how
/// tabs of a page are written here.
/// </summary>
/// <param name="Title">The code's title; null when none is named.</param>
/// <param name="Label">What stands in brackets: the label of a tab where several follow each other, else a title.</param>
/// <param name="Tab">The label of its tab.</param>
/// <param name="Tabs">Which of the page's sets of tabs it is in.</param>
internal readonly record struct FenceInfo(string? Title, string? Label, string? Tab, string? Tabs)
{
    private const int Longest = 120;

    public static FenceInfo Of(CodeBlock code)
    {
        if (code is not FencedCodeBlock fence)
        {
            return default;
        }

        // Without a language its first word is no language.
        var rest = CodeLanguage.Of(fence) is null && fence.Info is { Length: > 0 } ? $"{fence.Info} {fence.Arguments}" : fence.Arguments;
        return rest is { Length: > 2 } ? new(Value(rest, "title"), Bracketed(rest), Value(rest, "tab"), Value(rest, "tabs")) : default;
    }

    /// <summary>A label or title as it may stand between quotation marks in a fence's line.</summary>
    public static string Quoted(string text)
    {
        var kept = text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
        return $"\"{kept.Replace('"', '\'').Replace('`', '\'').Replace('\\', '/').ReplaceLineEndings(" ")}\"";
    }

    private static string? Value(string rest, string name)
    {
        for (var from = 0; rest.IndexOf(name, from, StringComparison.Ordinal) is var at and >= 0; from = at + name.Length)
        {
            var after = rest.AsSpan(at + name.Length);
            var isWord = at == 0 || char.IsWhiteSpace(rest[at - 1]) || rest[at - 1] == '{';
            if (isWord && after.Length > 2 && after[0] == '=' && (after[1] is '"' or '\'') && after[2..].IndexOf(after[1]) is var end and > 0)
            {
                return Trimmed(after.Slice(2, end));
            }
        }

        return null;
    }

    private static string? Bracketed(string rest) =>
        rest[0] == '[' && rest.IndexOf(']', StringComparison.Ordinal) is var end and > 1 ? Trimmed(rest.AsSpan(1, end - 1)) : null;

    private static string? Trimmed(ReadOnlySpan<char> value) =>
        value.Trim() is { IsEmpty: false } text ? text[..(text.Length <= Longest ? text.Length : char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)].ToString() : null;
}

using Markdig.Syntax;

namespace Archon.Domain.CodeExamples;

/// <summary>The language a fence names.</summary>
internal static class CodeLanguage
{
    /// <summary>First word of the info string, lower case; null when there is none, or it is something else as in <c>title="x"</c>.</summary>
    public static string? Of(CodeBlock code) =>
        code is FencedCodeBlock { Info: { Length: > 0 } info } && !info.Contains('=', StringComparison.Ordinal) && info[0] != '[' ? info.ToLowerInvariant() : null;
}

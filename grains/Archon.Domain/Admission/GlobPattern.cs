using System.Diagnostics.CodeAnalysis;

namespace Archon.Domain.Admission;

/// <summary>
/// A glob on the whole path, case-sensitive: <c>*</c> stays within a segment, <c>**</c> crosses segments and as <c>**/</c> may
/// also be none, <c>?</c> is one character, <c>[abc]</c>, <c>[a-z]</c>, <c>[!abc]</c> are one of a class, <c>{a,b}</c> is either,
/// <c>\</c> takes the next character literally. A pattern that does not start with a slash matches at any depth.
/// </summary>
/// <remarks>
/// The path is matched as canonically escaped, so <c>?</c> takes three to match <c>%20</c>; literal characters of the pattern
/// are escaped like the path's. Time is at most the path's length times the pattern's, whatever the pattern.
/// </remarks>
public sealed class GlobPattern
{
    /// <summary>The longest pattern, in characters.</summary>
    public const int MaxLength = 1000;

    private readonly string _text;
    private readonly GlobProgram _program;

    private GlobPattern(string text, GlobProgram program) => (_text, _program) = (text, program);

    /// <summary>Compiles a glob; when false, <paramref name="error"/> is a sentence that says what is wrong with it.</summary>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out GlobPattern? pattern, [NotNullWhen(false)] out string? error)
    {
        pattern = null;
        if (string.IsNullOrEmpty(text))
        {
            error = "The glob is empty; give a pattern such as /docs/**.";
            return false;
        }

        if (text.Length > MaxLength)
        {
            error = $"The glob has {text.Length} characters; at most {MaxLength} are allowed.";
            return false;
        }

        if (!new GlobCompiler(text).TryCompile(out var program, out error))
        {
            return false;
        }

        pattern = new GlobPattern(text, program);
        return true;
    }

    /// <summary>True when the pattern matches all of the path, given as <see cref="Urls.CanonicalUrl.Path"/> writes it.</summary>
    public bool Matches(ReadOnlySpan<char> path) => _program.Matches(path);

    public override string ToString() => _text;
}

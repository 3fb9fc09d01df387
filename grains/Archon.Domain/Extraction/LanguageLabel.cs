using Archon.Domain.CodeExamples;

namespace Archon.Domain.Extraction;

/// <summary>
/// What says the language of the code below it: a label, which stays as a line when no code comes, or a line that is nothing but the name of a language or of a file, which stays in any case.
/// Commands are no Python, whatever they stand under. Reused from page to page.
/// </summary>
internal sealed class LanguageLabel(BlockOutput output)
{
    private string _text = "";
    private string _line = "";
    private int _depth;

    /// <summary>The language; empty when no label stands above the next block.</summary>
    public string Language { get; private set; } = "";

    /// <summary>What it says is said by the fence, or by nothing.</summary>
    public void Drop() => (Language, _text) = ("", "");

    public void Set(string language, string label) => (Language, _text) = (language, label.Trim());

    /// <summary>A line has been written.</summary>
    /// <param name="line">The line, as Markdown.</param>
    public void Meet(ReadOnlySpan<char> line) => (_line, _depth) = (CodeLanguage.OfLine(line) ?? "", output.Depth);

    /// <summary>The language of code that is written next; empty for none.</summary>
    public string Of(string code) =>
        Language.Length > 0 ? Language
        : Shebang.Of(code) is { } program ? program
        : _line.Length > 0 && _depth == output.Depth && (IsShell(_line) || !IsShell(LanguageDetector.Guess(code))) ? _line
        : "";

    /// <summary>Another block begins.</summary>
    public void End()
    {
        _line = "";

        if (_text.Length > 0)
        {
            output.BeginBlock();
            output.AppendParagraph(_text);
            Drop();
        }
    }

    private static bool IsShell(string? language) => language is "bash" or "sh" or "shell" or "console" or "zsh" or "powershell";
}

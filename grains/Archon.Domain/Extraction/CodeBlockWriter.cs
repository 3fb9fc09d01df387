using AngleSharp.Dom;
using Archon.Domain.CodeExamples;

namespace Archon.Domain.Extraction;

/// <summary>Writes code as fenced blocks, whatever it stands in: an example lost is worse than a heading cut in two.</summary>
internal sealed class CodeBlockWriter(MarkdownWriter writer, ClassVocabulary vocabulary)
{
    private const string PythonSession = "pycon";

    private readonly CodeBlockReader _reader = new(vocabulary);
    private readonly CodeEditorReader _editors = new(vocabulary);

    public void Write(IElement element)
    {
        var text = _reader.Read(element);

        if (text.AsSpan().Trim().IsEmpty || IsLineNumbers(element, text))
        {
            return;
        }

        // Rustdoc writes signatures with blanks that do not break.
        if (text.Contains('\u00a0', StringComparison.Ordinal) && element.ClassList.Contains("rust"))
        {
            text = text.Replace('\u00a0', ' ');
        }

        WriteCode(CodeLanguage.Of(element), text, _reader.Prompts, IsOfPython(element, text) ? PythonSession : null);
    }

    /// <summary>Writes lines that are laid out with elements of a generator's own.</summary>
    public void WriteLines(string lines, string language) => WriteCode(language, lines, []);

    /// <returns>False when the element shows no lines.</returns>
    public bool WriteEditor(IElement element)
    {
        if (_editors.Read(element) is not { } editor)
        {
            return WriteDiagram(element);
        }

        if (!string.IsNullOrWhiteSpace(editor.Text))
        {
            WriteCode(CrayonView.Is(element) ? WriteAround(element) : LanguageOf(element, editor.Lines), editor.Text, []);
        }

        return true;
    }

    /// <summary>Writes a <c>code</c> that is shown as it is laid out, or in lines.</summary>
    /// <returns>False when it is code in a line.</returns>
    public bool WriteLaidOut(IElement element)
    {
        if (writer.Flow is not BlockFlow.Blocks)
        {
            return false;
        }

        if (element.LocalName == "code" && LaidOutCode.Is(element))
        {
            Write(element);
            return true;
        }

        if (!LaidOutCode.IsBroken(element) || _reader.ReadBroken(element) is not { } text || !text.Contains('\n', StringComparison.Ordinal))
        {
            return false;
        }

        WriteCode(CodeLanguage.Of(element), text, []);
        return true;
    }

    public void WriteTextArea(IElement element, in ElementFacts facts)
    {
        var text = element.TextContent;

        if (writer.Flow is BlockFlow.Blocks && text.Trim().Contains('\n', StringComparison.Ordinal))
        {
            writer.Flush();
            WriteFence(CodeLanguage.Of(element), text);
        }
        else if (FieldText.Is(element, facts))
        {
            FieldText.Write(element, writer.Inline);
        }
    }

    // Pygments marks such prompts in Python's sessions only, whatever it was told that they are.
    private bool IsOfPython(IElement element, string text) =>
        _reader.Prompts is [var first, ..] && text.AsSpan()[first].TrimStart() is ['>', '>', '>', ..] && element.QuerySelector("span.gp") is not null;

    private void WriteCode(string language, string text, IReadOnlyList<Range> prompts, string? session = null)
    {
        if (writer.Flow is not BlockFlow.Cell)
        {
            writer.WriteParagraph();
            language = language.Length == 0 ? writer.Label.Of(text) : language;
        }

        // What is all commands can be copied and run; without its prompts nobody could tell commands from answers, nor guess what has nothing else.
        if (CodeSession.Of(text, language.Length == 0 ? session : language, prompts) is { HasAnswers: false, IsGuessed: false } commands && !string.IsNullOrWhiteSpace(commands.Commands))
        {
            (text, language) = (commands.Commands, commands.Language ?? language);
        }

        if (writer.Flow is BlockFlow.Cell)
        {
            writer.Inline.AppendCode(text);
            return;
        }

        WriteFence(language, text);
    }

    private static string LanguageOf(IElement editor, IElement lines) =>
        CodeLanguage.Of(lines) is { Length: > 0 } language ? language : CodeLanguage.Of(editor);

    /// <summary>Writes the title above the code.</summary>
    /// <returns>The language.</returns>
    private string WriteAround(IElement crayon)
    {
        if (writer.Flow is BlockFlow.Blocks && CrayonView.TitleOf(crayon) is { } title)
        {
            writer.WriteLine(title, InlineMarkKind.Strong);
            writer.Flush();
        }

        return CrayonView.LanguageOf(crayon) is { } language ? CodeLanguage.OfName(language.TextContent) : "";
    }

    // Of one that was drawn the text is gone.
    private bool WriteDiagram(IElement element)
    {
        if (!element.ClassList.Contains("mermaid") || DiagramText.Of(element) is not { Length: > 0 } text)
        {
            return false;
        }

        WriteCode("mermaid", text, []);
        return true;
    }

    // Rustdoc's and YARD's views of a source have them in a block of their own beside the code; Prism calls the code itself so.
    private static bool IsLineNumbers(IElement element, string text) =>
        (element.ClassList.Contains("line-numbers") || element.ClassList.Contains("src-line-numbers") || element.ClassList.Contains("lines"))
        && text.All(letter => char.IsAsciiDigit(letter) || char.IsWhiteSpace(letter));

    private void WriteFence(string language, string text)
    {
        var lines = text.EndsWith('\n') ? text.AsSpan(0, text.Length - 1) : text;
        var ticks = Math.Max(3, Backticks.LongestRun(text) + 1);

        writer.BeginBlock(isCode: true);
        writer.Output.Append('`', ticks);
        writer.Output.Append(language);
        writer.Output.Append(writer.TakeTab());
        writer.Output.EndLine();

        foreach (var range in lines.Split('\n'))
        {
            var line = lines[range];
            writer.Output.BeginLine();

            if (line.IsEmpty)
            {
                writer.Output.EndBareLine();
                continue;
            }

            writer.Output.Append(line);
            writer.Output.EndLine();
        }

        writer.Output.BeginLine();
        writer.Output.Append('`', ticks);
        writer.Output.EndLine();
    }
}

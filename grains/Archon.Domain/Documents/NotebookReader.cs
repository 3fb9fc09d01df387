using System.Text;
using System.Text.Json;
using Archon.Domain.Extraction;

namespace Archon.Domain.Documents;

/// <summary>
/// Reads a Jupyter notebook (nbformat 4, and 3 as far as it says the same): Markdown cells as they are, code cells as code of the kernel's language, what
/// they printed below them, in short. Images and other rich outputs are left out.
/// </summary>
public static class NotebookReader
{
    // A cell may be in a language of its own.
    private static readonly Dictionary<string, string> Magics = new(StringComparer.Ordinal)
    {
        ["%%bash"] = "bash",
        ["%%sh"] = "bash",
        ["%%html"] = "html",
        ["%%javascript"] = "javascript",
        ["%%js"] = "javascript",
        ["%%latex"] = "latex",
        ["%%sql"] = "sql",
        ["%%R"] = "r",
        ["%%perl"] = "perl",
        ["%%ruby"] = "ruby",
        ["%%cython"] = "cython",
        ["%%writefile"] = "",
    };

    /// <summary>Reads a notebook.</summary>
    /// <param name="json">The decoded document.</param>
    /// <param name="address">Its address, which its links are relative to.</param>
    /// <param name="cancellationToken">Gives the reading up.</param>
    public static DocumentReading Read(string json, Uri address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json.AsMemory().TrimStart('\ufeff'));
            if (!TryFindCells(document.RootElement, out var cells))
            {
                return DocumentReading.Broken("It is no Jupyter notebook: it has no cells.");
            }

            var language = Language(document.RootElement);
            var text = new StringBuilder();
            foreach (var cell in cells.EnumerateArray().Where(cell => cell.ValueKind == JsonValueKind.Object))
            {
                Append(text, cell, language);
            }

            // Jupyter names headings in another way.
            var page = MarkdownPageReader.Read(text.ToString(), address, cancellationToken) with { Anchors = [] };
            return new DocumentReading(Title(document.RootElement) is { } title ? page with { Title = title } : page);
        }
        catch (JsonException exception)
        {
            return DocumentReading.Broken($"It is no Jupyter notebook: it is not well-formed JSON (line {exception.LineNumber + 1}).");
        }
        catch (InvalidOperationException)
        {
            // A string with half of a surrogate pair, which is JSON and no text.
            return DocumentReading.Broken("It is no Jupyter notebook that can be read: it holds text that is no well-formed Unicode.");
        }
    }

    private static bool TryFindCells(JsonElement notebook, out JsonElement cells)
    {
        cells = default;
        return notebook.ValueKind == JsonValueKind.Object
            && (TryFindArray(notebook, "cells", out cells)
                || (TryFindArray(notebook, "worksheets", out var sheets) && sheets.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } sheet
                    && TryFindArray(sheet, "cells", out cells)));
    }

    private static void Append(StringBuilder text, JsonElement cell, string language)
    {
        var source = (Text(cell, "source") ?? Text(cell, "input") ?? "").ReplaceLineEndings("\n").Trim('\n');
        switch (Text(cell, "cell_type"))
        {
            case "markdown":
                Block(text, source);
                break;

            case "heading":
                var level = cell.TryGetProperty("level", out var stated) && stated.TryGetInt32(out var number) ? Math.Clamp(number, 1, 6) : 1;
                Block(text, $"{new string('#', level)} {source.Replace('\n', ' ')}");
                break;

            case "raw":
                Block(text, Fenced(source, "text"));
                break;

            case "code":
                Block(text, Fenced(source, LanguageOf(source, Language(Text(cell, "language")) is { Length: > 0 } own ? own : language)));
                NotebookOutputs.Append(text, cell);
                break;
        }
    }

    /// <summary>Writes a block of Markdown and what parts it from the next; nothing of blanks.</summary>
    internal static void Block(StringBuilder text, string block)
    {
        if (!string.IsNullOrWhiteSpace(block))
        {
            text.Append(block.TrimEnd('\n')).Append("\n\n");
        }
    }

    /// <summary>Code in a fence; nothing of blanks.</summary>
    internal static string Fenced(string code, string language) => string.IsNullOrWhiteSpace(code) ? "" : TextFence.Around(code, language);

    private static string LanguageOf(string code, string language)
    {
        if (!code.StartsWith("%%", StringComparison.Ordinal))
        {
            return language;
        }

        var end = code.AsSpan().IndexOfAny(' ', '\n');
        return Magics.GetValueOrDefault(end < 0 ? code : code[..end], language);
    }

    private static string Language(JsonElement notebook)
    {
        if (!notebook.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        return Language(Member(metadata, "language_info", "name") ?? Member(metadata, "kernelspec", "language"));
    }

    private static string Language(string? name) =>
        name is { Length: <= 30 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '#' or '-' or '.') ? name.ToLowerInvariant() : "";

    private static string? Title(JsonElement notebook) =>
        notebook.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && Text(metadata, "title") is { } title && !string.IsNullOrWhiteSpace(title)
            ? OneLine.Of(title)
            : null;

    private static string? Member(JsonElement metadata, string group, string name) =>
        metadata.TryGetProperty(group, out var members) && members.ValueKind == JsonValueKind.Object ? Text(members, name) : null;

    /// <summary>Whether the element has an array of that name.</summary>
    internal static bool TryFindArray(JsonElement element, string name, out JsonElement array) =>
        element.TryGetProperty(name, out array) && array.ValueKind == JsonValueKind.Array;

    /// <summary>A text, which is one string or its lines; null when there is none.</summary>
    internal static string? Text(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Array => string.Concat(value.EnumerateArray().Where(line => line.ValueKind == JsonValueKind.String).Select(line => line.GetString())),
            _ => null,
        };
}

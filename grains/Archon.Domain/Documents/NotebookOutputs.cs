using System.Text;
using System.Text.Json;

namespace Archon.Domain.Documents;

/// <summary>
/// What a cell of a notebook printed and what came of it, in short: text in a fence, Markdown as it is. Of an error what it says: an author who keeps it shows it, but not
/// the way through the library. Figures are left out.
/// </summary>
internal static class NotebookOutputs
{
    private const int MostLines = 20;
    private const int MostCharacters = 2_000;

    /// <summary>Writes the outputs of a cell in their order.</summary>
    public static void Append(StringBuilder text, JsonElement cell)
    {
        if (!NotebookReader.TryFindArray(cell, "outputs", out var outputs))
        {
            return;
        }

        var printed = new StringBuilder();
        var written = 0;
        foreach (var output in outputs.EnumerateArray().Where(output => output.ValueKind == JsonValueKind.Object))
        {
            if (MarkdownOf(output) is { } markdown)
            {
                AppendPrinted(text, printed);
                if (written < MostCharacters)
                {
                    NotebookReader.Block(text, markdown.ReplaceLineEndings("\n").Trim('\n'));
                    written += markdown.Length;
                }
            }
            else if (TextOf(output) is { } shown && printed.Length < MostCharacters)
            {
                printed.Append(shown.ReplaceLineEndings("\n").Trim('\n')).Append('\n');
            }
        }

        AppendPrinted(text, printed);
    }

    private static void AppendPrinted(StringBuilder text, StringBuilder printed)
    {
        NotebookReader.Block(text, NotebookReader.Fenced(Shortened(Visible(printed.ToString())), "text"));
        printed.Clear();
    }

    // A display of Markdown is prose that a program has written; what is too long for that is left to its text.
    private static string? MarkdownOf(JsonElement output) =>
        NotebookReader.Text(output, "output_type") is "execute_result" or "display_data" && DataOf(output) is { } data
        && NotebookReader.Text(data, "text/markdown") is { Length: > 0 and <= MostCharacters } markdown ? markdown : null;

    private static string? TextOf(JsonElement output) => NotebookReader.Text(output, "output_type") switch
    {
        "stream" when NotebookReader.Text(output, "name") != "stderr" => NotebookReader.Text(output, "text"),
        "execute_result" or "display_data" when DataOf(output) is { } data && NotebookReader.Text(data, "text/plain") is { } result && !IsName(result) => result,
        "pyout" => NotebookReader.Text(output, "text"),
        "error" or "pyerr" when NotebookReader.Text(output, "ename") is { Length: > 0 } name => NotebookReader.Text(output, "evalue") is { Length: > 0 } said ? $"{name}: {said}" : name,
        _ => null,
    };

    // What a program calls an object that it shows in another way: <Figure size 640x480 with 1 Axes>, <IPython.core.display.Markdown object>.
    private static bool IsName(string text) =>
        text.AsSpan().Trim() is ['<', .., '>'] name && !name[1..^1].ContainsAny("<>\n")
        && (name.StartsWith("<Figure") || name.StartsWith("<IPython.") || name.EndsWith(" object>") || name.Contains(" at 0x", StringComparison.Ordinal));

    private static JsonElement? DataOf(JsonElement output) =>
        output.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data : null;

    private static string Shortened(string text)
    {
        var end = 0;
        for (var lines = 0; lines < MostLines && end < text.Length; lines++)
        {
            var next = text.IndexOf('\n', end);
            var stop = next < 0 ? text.Length : next + 1;
            if (stop > MostCharacters)
            {
                break;
            }

            end = stop;
        }

        return end == text.Length ? text : end == 0 ? string.Concat(text.AsSpan(0, Whole(text, MostCharacters)), "\n…") : string.Concat(text.AsSpan(0, end), "…");
    }

    private static int Whole(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;

    // Terminals are coloured by escape sequences, which are no text.
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\u001b' && i + 1 < text.Length && text[i + 1] == '[')
            {
                for (i += 2; i < text.Length && text[i] is < '@' or > '~'; i++)
                {
                }
            }
            else if (!char.IsControl(text[i]) || text[i] is '\n' or '\t')
            {
                visible.Append(text[i]);
            }
        }

        return visible.ToString();
    }
}

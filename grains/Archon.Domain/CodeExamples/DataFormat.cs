using System.Buffers;

namespace Archon.Domain.CodeExamples;

/// <summary>Formats that are told by their form: JSON, markup, differences, HTTP, tables of settings.</summary>
internal static class DataFormat
{
    private static readonly SearchValues<char> OfNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:.");
    private static readonly string[] HtmlTags = ["html", "head", "body", "div", "span", "p", "a", "ul", "ol", "table", "form", "input", "button", "script", "style", "link", "meta", "h1", "h2", "h3", "nav", "main", "section", "article", "img"];
    private static readonly string[] Methods = ["GET ", "POST ", "PUT ", "DELETE ", "PATCH ", "HEAD "];

    /// <param name="text">The code, or its beginning.</param>
    /// <param name="isWhole">It is not cut.</param>
    /// <returns>Null for anything else.</returns>
    public static string? Of(ReadOnlySpan<char> text, bool isWhole)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            return null;
        }

        return text[0] switch
        {
            '{' or '[' when isWhole && IsJson(text) => "json",
            '<' => Markup(text, isWhole),
            'd' when text.StartsWith("diff --git ") => "diff",
            '-' when text.StartsWith("--- ") && text.Contains("\n+++ ", StringComparison.Ordinal) && text.Contains("\n@@ ", StringComparison.Ordinal) => "diff",
            'H' when text.StartsWith("HTTP/1.") || text.StartsWith("HTTP/2 ") => "http",
            'F' when text.StartsWith("FROM ") && text.ContainsAny('\n', '\r') && (text.Contains("\nRUN ", StringComparison.Ordinal) || text.Contains("\nCOPY ", StringComparison.Ordinal) || text.Contains("\nCMD ", StringComparison.Ordinal)) => "dockerfile",
            >= 'D' and <= 'P' when IsRequest(text) => "http",
            _ when isWhole => Settings(text),
            _ => null,
        };
    }

    // An object, or a list of objects: [1, 2] is what many programs print.
    private static bool IsJson(ReadOnlySpan<char> text)
    {
        if (text[0] == '[' && text[1..].TrimStart() is not ['{', ..])
        {
            return false;
        }

        if (text[^1] is not ('}' or ']') || text.IndexOf('"') < 0)
        {
            return false;
        }

        return JsonText.Is(text) && text.Length > 4;
    }

    private static string? Markup(ReadOnlySpan<char> text, bool isWhole)
    {
        if (text.StartsWith("<?xml"))
        {
            return "xml";
        }

        if (text.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase))
        {
            return "html";
        }

        if (!isWhole || text[^1] != '>' || text.Length < 4 || !char.IsAsciiLetter(text[1]) || text.ContainsAny('{', '}') || !text.Contains("</", StringComparison.Ordinal))
        {
            return null;
        }

        var name = text[1..(1 + text[1..].IndexOfAnyExcept(OfNames))];
        foreach (var tag in HtmlTags)
        {
            if (name.Equals(tag, StringComparison.OrdinalIgnoreCase))
            {
                return "html";
            }
        }

        // <repository>/<ref> in a synopsis is no element: one that is closed is.
        return text.EndsWith($"</{name}>", StringComparison.Ordinal) ? "xml" : null;
    }

    private static bool IsRequest(ReadOnlySpan<char> text)
    {
        var line = text.IndexOf('\n') is var end and >= 0 ? text[..end].TrimEnd() : text;
        foreach (var method in Methods)
        {
            if (line.StartsWith(method))
            {
                return line.EndsWith("HTTP/1.1") || line.EndsWith("HTTP/1.0") || line.EndsWith("HTTP/2");
            }
        }

        return false;
    }

    /// <summary>INI and TOML: every line is blank, a comment, a <c>[section]</c> or <c>key = value</c>, and a section is there.</summary>
    private static string? Settings(ReadOnlySpan<char> text)
    {
        var (sections, values, quoted, plain) = (0, 0, 0, 0);
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].Trim();
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                if (line[^1] != ']' || line.ContainsAny('(', ',', '<') || line.Contains('|'))
                {
                    return null;
                }

                sections++;
                continue;
            }

            var sign = line.IndexOf('=');
            if (sign < 1 || line[..sign].TrimEnd().ContainsAny(' ', '(', '{') || line[^1] is ';' or '{' or '(')
            {
                return null;
            }

            values++;
            var value = line[(sign + 1)..].TrimStart();
            quoted += value is ['"' or '\'' or '[' or '{', ..] ? 1 : 0;
            plain += value is "true" or "false" || (!value.IsEmpty && char.IsAsciiDigit(value[0])) ? 1 : 0;
        }

        // Numbers are written alike in both.
        return sections == 0 || values == 0 ? null : quoted > 0 && quoted + plain == values ? "toml" : quoted == 0 && plain < values ? "ini" : null;
    }
}

using System.Text;
using System.Text.RegularExpressions;
using Archon.Domain.Extraction;

namespace Archon.Domain.Documents;

/// <summary>Writes the lines of a PDF as Markdown: headings by the size of their letters, paragraphs whole again, code in fences.</summary>
internal sealed partial class PdfMarkdown
{
    private const int MostLevels = 4;
    private const int LongestHeading = 200;

    // What is that much larger than the text is a heading, unless the document is full of it.
    private const double HeadingSize = 1.12;
    private const double MostHeadings = 0.2;

    private readonly StringBuilder _markdown = new();
    private readonly StringBuilder _block = new();
    private readonly List<PdfLine> _code = [];
    private readonly Dictionary<double, int> _levels;
    private PdfLine? _last;
    private string _prefix = "";

    private PdfMarkdown(Dictionary<double, int> levels)
    {
        _levels = levels;
    }

    /// <summary>The Markdown, and the first of the largest headings.</summary>
    public static (string Markdown, string Title) Write(List<PdfLine> lines, CancellationToken cancellationToken)
    {
        var levels = Levels(lines);
        var writer = new PdfMarkdown(levels);
        foreach (var line in lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Add(line);
        }

        writer.EndBlock();
        var title = lines.Where(line => writer.LevelOf(line) == 1).Take(1).Select(line => line.Text).FirstOrDefault() ?? "";
        return (writer._markdown.ToString().TrimEnd('\n') is { Length: > 0 } text ? text + "\n" : "", OneLine.Of(title));
    }

    private static Dictionary<double, int> Levels(List<PdfLine> lines)
    {
        var sizes = lines.Where(line => !line.IsMono).GroupBy(line => line.Size).ToDictionary(size => size.Key, size => size.Sum(line => (long)line.Text.Length));
        if (sizes.Count == 0)
        {
            return [];
        }

        var text = sizes.MaxBy(size => size.Value).Key;
        var all = sizes.Values.Sum();
        return sizes.Where(size => size.Key >= text * HeadingSize && size.Value <= all * MostHeadings)
            .Select(size => size.Key).OrderDescending()
            .Select((size, index) => (size, Level: Math.Min(index + 1, MostLevels)))
            .ToDictionary(size => size.size, size => size.Level);
    }

    private int LevelOf(PdfLine line) => line.IsMono || line.Text.Length > LongestHeading || !line.Text.Any(char.IsLetter) ? 0 : _levels.GetValueOrDefault(line.Size);

    private void Add(PdfLine line)
    {
        var level = LevelOf(line);
        if (line.IsMono)
        {
            if (_code.Count == 0)
            {
                EndBlock();
            }

            _code.Add(line);
        }
        else if (level > 0)
        {
            if (_code.Count > 0 || _last is null || LevelOf(_last) != level || !IsNext(line, 1.9) || _block.Length + line.Text.Length > LongestHeading)
            {
                EndBlock();
                _prefix = new string('#', level) + " ";
            }

            Append(line.Text);
        }
        else
        {
            var item = Bullet().Match(line.Text);
            if (item.Success || _code.Count > 0 || _last is null || LevelOf(_last) > 0 || Begins(line))
            {
                EndBlock();
                _prefix = item.Success ? "- " : "";
            }

            Append(item.Success ? line.Text[item.Length..] : line.Text);
        }

        _last = line;
    }

    /// <summary>The line begins a paragraph.</summary>
    private bool Begins(PdfLine line)
    {
        var last = _last!;
        if (Numbered().IsMatch(line.Text))
        {
            return true;
        }

        if (line.Page != last.Page || line.Baseline >= last.Baseline)
        {
            // In the next column or on the next page a sentence goes on.
            return Ends(last.Text) || !char.IsLower(line.Text[0]);
        }

        return !IsNext(line, 1.75)
            || Math.Abs(line.Size - last.Size) > 1
            || (line.Left > last.Left + (0.8 * line.Size) && Ends(last.Text) && _prefix.Length == 0);
    }

    private bool IsNext(PdfLine line, double spacing) =>
        _last is { } last && last.Page == line.Page && last.Baseline - line.Baseline is > 0 and var gap && gap <= spacing * Math.Max(line.Size, last.Size);

    private static bool Ends(string text) => text.TrimEnd('"', '”', ')', '’').EndsWith('.') || text[^1] is '!' or '?' or ':';

    private void Append(string text)
    {
        if (_block.Length > 0)
        {
            // A word that was parted at the end of its line; one with a hyphen of its own loses it, as it does to every reader.
            if (_block.Length > 1 && _block[^1] == '-' && char.IsLower(_block[^2]) && char.IsLower(text[0]))
            {
                _block.Length--;
            }
            else
            {
                _block.Append(' ');
            }
        }

        _block.Append(text);
    }

    private void EndBlock()
    {
        if (_code.Count > 0)
        {
            _markdown.Append(TextFence.Around(Code(), "")).Append('\n');
            _code.Clear();
        }

        if (_block.Length > 0)
        {
            _markdown.Append(_prefix).Append(Escaped(_block.ToString())).Append("\n\n");
            _block.Clear();
        }

        _prefix = "";
    }

    private string Code()
    {
        var text = new StringBuilder();
        var left = _code.Min(line => line.Left);
        for (var i = 0; i < _code.Count; i++)
        {
            var line = _code[i];
            if (i > 0 && _code[i - 1].Page == line.Page && _code[i - 1].Baseline - line.Baseline > 1.9 * line.Size)
            {
                text.Append('\n');
            }

            text.Append(' ', Math.Clamp((int)Math.Round((line.Left - left) / (0.6 * line.Size)), 0, 100)).Append(line.Text).Append('\n');
        }

        return text.ToString();
    }

    private string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        var start = _prefix.Length == 0 && !Numbered().IsMatch(text) ? InlineEscaper.BlockStart(text) : -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == start || InlineEscaper.NeedsBackslash(text[i], i == 0 ? '\0' : text[i - 1], text.AsSpan(i + 1), inLink: false, inCell: false))
            {
                escaped.Append('\\');
            }

            escaped.Append(text[i]);
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"^[•▪◦‣●○■–·∙]\s*")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[0-9]{1,3}[.)]\s")]
    private static partial Regex Numbered();
}

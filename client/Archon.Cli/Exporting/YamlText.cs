using System.Globalization;
using System.Text;

namespace Archon.Cli.Exporting;

/// <summary>Text as a double-quoted YAML 1.2 scalar, which every reader takes for text and nothing else.</summary>
internal static class YamlText
{
    public static string Quote(string text)
    {
        var yaml = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => yaml.Append("\\\""),
                '\\' => yaml.Append("\\\\"),
                '\n' => yaml.Append("\\n"),
                '\r' => yaml.Append("\\r"),
                '\t' => yaml.Append("\\t"),
                < 0x20 or (>= 0x7F and <= 0xA0) or 0x2028 or 0x2029 or 0xFEFF or 0xFFFE or 0xFFFF =>
                    yaml.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => yaml.Append(rune.ToString()),
            };
        }

        return yaml.Append('"').ToString();
    }
}

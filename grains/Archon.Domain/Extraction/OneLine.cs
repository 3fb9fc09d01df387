using System.Text;

namespace Archon.Domain.Extraction;

/// <summary>Text as it reads in one line.</summary>
internal static class OneLine
{
    /// <summary>The text with its blanks and line ends collapsed to single blanks, and none around it.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);

        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter))
            {
                line.Append(letter);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }
}

namespace Archon.Domain.Extraction;

/// <summary>Writes the target of a link so that Markdown reads the same address: in angle brackets when its parentheses do not pair.</summary>
internal static class LinkTarget
{
    /// <summary>Closes a link's text and writes its target, and its title if it has one.</summary>
    public static void Append(CharBuffer text, string address, bool inCell, string? title = null)
    {
        var isPlain = HasBalancedParentheses(address);
        text.Append(isPlain ? "](" : "](<");

        foreach (var letter in address)
        {
            switch (letter)
            {
                case '<' or '>' or '\\' or ' ':
                    text.Append(Uri.HexEscape(letter));
                    break;

                case '|' when inCell:
                    text.Append("%7C");
                    break;

                default:
                    text.Append(letter);
                    break;
            }
        }

        text.Append(isPlain ? "" : ">");
        if (title is not null)
        {
            ImageTitle.Append(text, title, inCell);
        }

        text.Append(')');
    }

    private static bool HasBalancedParentheses(string address)
    {
        var depth = 0;

        foreach (var letter in address)
        {
            depth += letter switch { '(' => 1, ')' => -1, _ => 0 };

            if (depth is < 0 or > 8)
            {
                return false;
            }
        }

        return depth == 0;
    }
}

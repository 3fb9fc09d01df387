namespace Archon.Domain.Urls;

/// <summary>Finds the scheme of a link, as a browser would.</summary>
internal static class UrlScheme
{
    /// <summary>
    /// The link without white space around it and without tabs and line breaks in it: a browser reads
    /// <c>java&#10;script:</c> as <c>javascript:</c>.
    /// </summary>
    public static ReadOnlySpan<char> Clean(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && IsBlank(text[0]))
        {
            text = text[1..];
        }

        while (!text.IsEmpty && IsBlank(text[^1]))
        {
            text = text[..^1];
        }

        return text.ContainsAny('\t', '\n', '\r') ? WithoutBreaks(text) : text;
    }

    /// <summary>The scheme of a cleaned link, without its colon; empty when the link has none.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> cleaned)
    {
        if (cleaned.IsEmpty || !char.IsAsciiLetter(cleaned[0]))
        {
            return [];
        }

        for (var i = 1; i < cleaned.Length; i++)
        {
            var character = cleaned[i];
            if (character == ':')
            {
                return cleaned[..i];
            }

            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '-' or '.'))
            {
                return [];
            }
        }

        return [];
    }

    private static bool IsBlank(char character) => character <= ' ' || char.IsWhiteSpace(character);

    private static string WithoutBreaks(ReadOnlySpan<char> text)
    {
        var kept = new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            if (character is not ('\t' or '\n' or '\r'))
            {
                kept[length++] = character;
            }
        }

        return new string(kept, 0, length);
    }
}

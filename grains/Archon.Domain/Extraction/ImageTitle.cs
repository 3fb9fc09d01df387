using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// What the title of an image says that neither its text nor its address does. Those of links are left out: programs write them, and what they say is the target's name and kind, or
/// that it is a permalink.
/// </summary>
internal static class ImageTitle
{
    // Beyond this it is a text that belongs elsewhere.
    private const int Longest = 300;

    /// <param name="image">The image.</param>
    /// <param name="alternative">The text that stands for it.</param>
    /// <param name="address">Its address.</param>
    /// <returns>The title; null when there is none, or none that says more.</returns>
    public static string? Of(IElement image, string alternative, string address)
    {
        if (image.GetAttribute("title") is not { Length: > 0 and <= Longest } stated)
        {
            return null;
        }

        var title = OneLine.Of(stated);
        var letters = LettersOf(title);
        return letters.Length == 0 || Says(alternative, letters) || Says(Uri.UnescapeDataString(address), letters) ? null : title;
    }

    /// <summary>Writes a title behind an address.</summary>
    public static void Append(CharBuffer text, string title, bool inCell)
    {
        text.Append(" \"");

        // What would be a character reference. A backslash before it is not enough for every reader.
        foreach (var letter in title.Contains(';', StringComparison.Ordinal) ? title.Replace("&", "&amp;", StringComparison.Ordinal) : title)
        {
            if (letter is '"' or '\\' or '`' || (letter == '|' && inCell))
            {
                text.Append('\\');
            }

            text.Append(letter);
        }

        text.Append('"');
    }

    private static bool Says(string text, string letters) => LettersOf(text).Contains(letters, StringComparison.OrdinalIgnoreCase);

    private static string LettersOf(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}

using System.Buffers;

namespace Archon.Domain.CodeExamples;

/// <summary>The number that a generator or a book puts before a caption: <c>Example 1. nav.adoc</c>, <c>Listing 3-2: A function</c>.</summary>
internal static class CaptionNumber
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.-:)");

    private static readonly string[] Words = ["example", "listing", "code listing", "code block", "snippet", "program", "figure"];

    /// <summary>The caption without it; all of it when nothing else is said.</summary>
    public static string Without(string caption)
    {
        foreach (var word in Words)
        {
            if (caption.Length > word.Length && caption[word.Length] == ' ' && caption.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                var rest = caption.AsSpan(word.Length).TrimStart();
                var end = rest.IndexOfAnyExcept(Digits);
                var text = end > 0 && char.IsAsciiDigit(rest[0]) && rest[end] == ' ' ? rest[end..].Trim() : [];
                return text.IsEmpty ? caption : text.ToString();
            }
        }

        return caption;
    }
}

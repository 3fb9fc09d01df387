using System.Text.RegularExpressions;

namespace Archon.Domain.Extraction;

/// <summary>Reads a page of plain text: shown as it is, in a fence.</summary>
public static partial class TextPageReader
{
    /// <summary>What the fence around the text is called.</summary>
    internal const string Language = "text";

    private const int LongestTitle = 120;

    /// <summary>Reads a page.</summary>
    /// <param name="text">The decoded page.</param>
    /// <param name="address">Its absolute address.</param>
    public static ExtractedPage Read(string text, Uri address)
    {
        var normalised = text.TrimStart('\ufeff').ReplaceLineEndings("\n");
        var links = new LinkCollector();
        var resolver = new LinkResolver();
        resolver.Begin(address, baseReference: null);

        foreach (var match in WebAddress().EnumerateMatches(normalised))
        {
            links.Add(WithoutPunctuation(normalised.AsSpan(match.Index, match.Length)).ToString());
        }

        return new ExtractedPage
        {
            Title = TitleOf(normalised),
            Markdown = string.IsNullOrWhiteSpace(normalised) ? "" : TextFence.Around(normalised, Language),
            Links = links.Resolve(resolver),
        };
    }

    // The first line that says something; a comment before it says nothing of the page.
    private static string TitleOf(string text)
    {
        var rest = text.AsSpan();
        if (rest.TrimStart() is var start && start.StartsWith("<!--") && start.IndexOf("-->") is var end and > 0)
        {
            rest = start[(end + "-->".Length)..];
        }

        return FirstLineOf(rest, mustSay: true) ?? FirstLineOf(text, mustSay: false) ?? "";
    }

    private static string? FirstLineOf(ReadOnlySpan<char> text, bool mustSay)
    {
        foreach (var line in text.EnumerateLines())
        {
            var title = line.Trim();

            if (mustSay ? HasLetters(title) : !title.IsEmpty)
            {
                var length = Math.Min(title.Length, LongestTitle);
                length -= char.IsHighSurrogate(title[length - 1]) ? 1 : 0;
                return title[..length].TrimEnd().ToString();
            }
        }

        return null;
    }

    private static bool HasLetters(ReadOnlySpan<char> line)
    {
        foreach (var letter in line)
        {
            if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))
            {
                return true;
            }
        }

        return false;
    }

    // A sentence's full stop, and a bracket that was opened before the address, are not part of it.
    private static ReadOnlySpan<char> WithoutPunctuation(ReadOnlySpan<char> address)
    {
        while (!address.IsEmpty && (".,;:!?'*_".Contains(address[^1])
            || (address[^1] == ')' && address.Count('(') < address.Count(')'))
            || (address[^1] == ']' && !address.Contains('['))))
        {
            address = address[..^1];
        }

        return address;
    }

    [GeneratedRegex("""(?<![\p{L}\p{N}_])https?://[^\s<>"`{}|\\^]+""", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();
}

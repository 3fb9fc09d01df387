using System.Collections.Immutable;
using Archon.Domain.Anchors;

namespace Archon.Domain.Llms;

/// <summary>
/// Cuts llms-full.txt into pages: a whole site in one file of Markdown, each page beginning with a heading of the first level (<c># Title</c>, CommonMark 4.2).
/// What looks like one inside a fence (4.5) is code. Linear in the text.
/// </summary>
public static class LlmsFullReader
{
    /// <summary>The most pages read of one file; the last has what follows.</summary>
    public const int MostParts = 50_000;

    // What stands above the first heading.
    private const string Introduction = "introduction";

    private const int LongestSlug = 100;

    /// <summary>The pages in order, which together are the text; none when it has no such heading, or is an HTML page that stands in for a missing file.</summary>
    public static ImmutableArray<LlmsPart> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (start is ['<', ..])
        {
            return [];
        }

        var parts = ImmutableArray.CreateBuilder<LlmsPart>();
        var slugs = new HeadingSlugs();
        var fence = new Fence();
        var found = false;
        var (begun, slug) = (text is ['\uFEFF', ..] ? 1 : 0, "");
        for (var line = begun; line < text.Length; line = EndOf(text, line))
        {
            var written = text.AsSpan(line, EndOf(text, line) - line);
            if (!fence.Passes(written) || HeadingIn(written) is not { } heading)
            {
                continue;
            }

            if (parts.Count == MostParts - 1)
            {
                break;
            }

            found = true;
            Close(line);
            (begun, slug) = (line, slugs.Take(Slug(heading)));
        }

        Close(text.Length);
        return found ? parts.DrainToImmutable() : [];

        void Close(int end)
        {
            if (slug.Length > 0)
            {
                parts.Add(new LlmsPart(slug, begun, end - begun));
            }
            else if (!text.AsSpan(begun, end - begun).IsWhiteSpace())
            {
                parts.Add(new LlmsPart(slugs.Take(Introduction), begun, end - begun));
            }
        }
    }

    private static string Slug(string heading) => HeadingSlugs.Of(heading, LongestSlug) is { Length: > 0 } slug ? slug : "part";

    private static int EndOf(string text, int line)
    {
        var end = text.IndexOf('\n', line);
        return end < 0 ? text.Length : end + 1;
    }

    private static string? HeadingIn(ReadOnlySpan<char> line)
    {
        var text = line.TrimEnd();
        var indent = text.Length - text.TrimStart(' ').Length;
        text = text[indent..];
        if (indent > 3 || text is not ['#', ' ' or '\t', ..])
        {
            return null;
        }

        return text[1..].Trim().TrimEnd('#').Trim().ToString();
    }

    /// <summary>Whether a line stands in a fence.</summary>
    private sealed class Fence
    {
        private char _mark;
        private int _length;

        /// <summary>True for a line outside of fences that is none of their marks.</summary>
        public bool Passes(ReadOnlySpan<char> line)
        {
            var text = line.TrimEnd();
            var indent = text.Length - text.TrimStart(' ').Length;
            text = text[indent..];
            if (indent > 3 || text is not ['`' or '~', ..])
            {
                return _length == 0;
            }

            var run = text.Length - text.TrimStart(text[0]).Length;
            if (_length == 0 && run >= 3 && (text[0] == '~' || !text[run..].Contains('`')))
            {
                (_mark, _length) = (text[0], run);
                return false;
            }

            if (_length > 0 && text[0] == _mark && run >= _length && run == text.Length)
            {
                _length = 0;
                return false;
            }

            return _length == 0;
        }
    }
}

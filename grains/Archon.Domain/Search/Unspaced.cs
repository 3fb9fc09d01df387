using System.Buffers;
using System.Globalization;
using System.Text;

namespace Archon.Domain.Search;

/// <summary>
/// Scripts whose words no space parts: Chinese, Japanese, Thai, Lao, Khmer, Burmese; and Korean, where endings hang on words. Their letters are indexed in
/// overlapping pairs, the last one of a run alone too, so that any part of a run is found: as the pairs of it in a row, a single letter as the beginning of a pair.
/// </summary>
public static class Unspaced
{
    /// <summary>The text has such a letter.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) =>
        // All below is of other scripts; most texts end here.
        text.IndexOfAnyInRange('\u0E00', '\uFFDC') is var first && first >= 0 && text[first..].IndexOfAny(Scan.Letters) >= 0;

    /// <summary>A word as what is indexed of it, in order: parts of other scripts as they stand, pairs, and at the end of each run its last letter.</summary>
    public static IEnumerable<string> Parts(string word)
    {
        foreach (var (start, length, isUnspaced) in Runs(word))
        {
            if (!isUnspaced)
            {
                yield return word.Substring(start, length);
                continue;
            }

            for (var at = start; at < start + length;)
            {
                var next = at + LetterAt(word, at);
                var end = next < start + length ? next + LetterAt(word, next) : next;
                yield return word[at..end];
                at = next;
            }
        }
    }

    /// <summary>A text as it is indexed: each run of such letters as pairs with spaces between them.</summary>
    public static string Segment(string text)
    {
        var segmented = new StringBuilder(text.Length * 2);
        var from = 0;
        foreach (var (start, length) in TextWords.Of(text))
        {
            if (!IsIn(text.AsSpan(start, length)))
            {
                continue;
            }

            segmented.Append(text, from, start - from).Append(' ').AppendJoin(' ', Parts(text.Substring(start, length))).Append(' ');
            from = start + length;
        }

        return segmented.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Parts of a word of one kind of script each.</summary>
    public static IEnumerable<(int Start, int Length, bool IsUnspaced)> Runs(string word)
    {
        for (var start = 0; start < word.Length;)
        {
            var isUnspaced = IsLetter(word, start);
            var end = start + LetterAt(word, start);
            while (end < word.Length && (IsLetter(word, end) == isUnspaced || IsMark(word, end)))
            {
                end += LetterAt(word, end);
            }

            yield return (start, end - start, isUnspaced);
            start = end;
        }
    }

    // A mark goes with the letter before it, whatever its script.
    private static bool IsMark(string word, int at) => char.GetUnicodeCategory(word, at) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static int LetterAt(string word, int at)
    {
        var end = at + (char.IsSurrogatePair(word, at) ? 2 : 1);
        while (end < word.Length && IsMark(word, end))
        {
            end += char.IsSurrogatePair(word, end) ? 2 : 1;
        }

        return end - at;
    }

    private static bool IsLetter(string word, int at) => char.IsSurrogatePair(word, at)
        ? char.ConvertToUtf32(word, at) is >= 0x20000 and <= 0x3FFFF
        : Scan.IsLetter(word[at]);

    private static class Scan
    {
        public static readonly SearchValues<char> Letters = SearchValues.Create(
            [.. Enumerable.Range(0x0E00, 0xFFDD - 0x0E00).Select(code => (char)code).Where(letter => IsLetter(letter) || letter is >= '\uD840' and <= '\uD8BF')]);

        public static bool IsLetter(char letter) => letter is
            (>= '\u0E00' and <= '\u0EFF')
            or (>= '\u1000' and <= '\u109F')
            or (>= '\u1100' and <= '\u11FF')
            or (>= '\u1780' and <= '\u17FF')
            or (>= '\u3040' and <= '\u312F')
            or '\u3005'
            or (>= '\u3400' and <= '\u4DBF')
            or (>= '\u4E00' and <= '\u9FFF')
            or (>= '\uAC00' and <= '\uD7AF')
            or (>= '\uF900' and <= '\uFAFF')
            or (>= '\uFF66' and <= '\uFFDC');
    }
}

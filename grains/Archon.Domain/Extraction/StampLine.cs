using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Archon.Domain.Extraction;

/// <summary>
/// The parts of a block that say when the page was changed, and nothing else. A part ends with its line, its sentence, or before a sign that parts; beside the words that say so and the moment it
/// has small words, names behind "by" and a time zone. With any other word it is a sentence about something: "The treaty was modified on 3 May 1912."
/// </summary>
internal static class StampLine
{
    private const int MostNames = 5;

    // Of Chinese, Japanese and Korean, which part no words: "last", "at".
    private const int MostLettersBeside = 4;

    private const byte OfTold = 1;
    private const byte OfMoment = 2;
    private const int MarkedOnStack = 1024;

    private static readonly SearchValues<char> Parting = SearchValues.Create("\n·•|");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Beside = Words(
        "last latest most recently first this the page article document documentation post file content entry topic section guide site it's was is has been on at in as of from to and or date time version rev min read github gitlab " +
        "utc gmt pst pdt est edt cst cdt mst mdt cet cest bst jst ist z " +
        "zuletzt letzte letzter am um dernière dernier le la cette page modification été il última último vez el ultima ultimo volta em no de del di da du do laatst op senast den последнее от");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeNames = Words("by von par por door av da di");

    /// <summary>Marks the moments in such parts.</summary>
    /// <param name="block">The block of text.</param>
    /// <param name="told">Where it says that something was changed.</param>
    /// <param name="moments">Where it says when.</param>
    /// <param name="marks">One for each of its characters.</param>
    public static void Mark(ReadOnlySpan<char> block, Regex.ValueMatchEnumerator told, Regex.ValueMatchEnumerator moments, Span<bool> marks)
    {
        Span<byte> kinds = block.Length <= MarkedOnStack ? stackalloc byte[block.Length] : new byte[block.Length];
        kinds.Clear();
        Fill(kinds, told, OfTold);
        Fill(kinds, moments, OfMoment);

        // A part may be all of the moment: "Updated | 3 May 2024".
        var isTold = false;
        for (var pass = 0; pass < 2; pass++)
        {
            for (var start = 0; start < block.Length;)
            {
                var end = EndOf(block, kinds, start);
                var part = kinds[start..end];
                if ((isTold || part.Contains(OfTold)) && (pass == 0 || part.Contains(OfMoment)) && IsStamp(block[start..end], part))
                {
                    isTold = true;
                    MarkMoments(part, marks[start..end]);
                }

                start = end + 1;
            }
        }
    }

    private static void Fill(Span<byte> kinds, Regex.ValueMatchEnumerator found, byte kind)
    {
        foreach (var match in found)
        {
            kinds.Slice(match.Index, match.Length).Fill(kind);
        }
    }

    private static void MarkMoments(ReadOnlySpan<byte> kinds, Span<bool> marks)
    {
        for (var at = 0; at < kinds.Length; at++)
        {
            marks[at] |= kinds[at] == OfMoment;
        }
    }

    private static int EndOf(ReadOnlySpan<char> block, ReadOnlySpan<byte> kinds, int start)
    {
        var at = start;
        while (at < block.Length && (kinds[at] != 0 || !Ends(block, at)))
        {
            at++;
        }

        return at;
    }

    private static bool Ends(ReadOnlySpan<char> block, int at) =>
        Parting.Contains(block[at])
        || (block[at] is '.' or '!' or '?' or '/' or '–' or '—' or '-' && at + 1 < block.Length && block[at + 1] is ' ' && (at == 0 || block[at] is '.' or '!' or '?' || block[at - 1] is ' '));

    private static bool IsStamp(ReadOnlySpan<char> part, ReadOnlySpan<byte> kinds)
    {
        var (names, letters) = (-1, 0);
        for (var at = 0; at < part.Length;)
        {
            if (kinds[at] != 0)
            {
                at++;
                continue;
            }

            // Where a link leads.
            if (part[at] == '(' && at > 0 && part[at - 1] == ']' && part[at..].IndexOf(')') is var close and > 0)
            {
                at += close;
                continue;
            }

            var end = at;
            while (end < part.Length && kinds[end] == 0 && (char.IsLetterOrDigit(part[end]) || part[end] is '\'' or '’'))
            {
                end++;
            }

            if (end == at)
            {
                at++;
                continue;
            }

            var word = part[at..end];
            at = end;
            if (word[0] >= '\u2e80')
            {
                letters += word.Length;
                names = letters > MostLettersBeside ? MostNames + 1 : names;
            }
            else if (BeforeNames.Contains(word) && names < 0)
            {
                names = 0;
            }
            else if (!Beside.Contains(word) && word.ContainsAnyExceptInRange('0', '9'))
            {
                names = names < 0 ? MostNames + 1 : names + 1;
            }

            if (names > MostNames)
            {
                return false;
            }
        }

        return true;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}

namespace Archon.Domain.CodeExamples;

/// <summary>
/// Guesses the language of code that nothing names. One pass over its first 4,000 characters; rather no answer than a wrong one: one language must have clues enough,
/// and clearly more than any other.
/// </summary>
public static class LanguageDetector
{
    private const int MostRead = 4_000;

    // So clear that the rest need not be read.
    private const int Plenty = 24;

    // Below it there are too few clues.
    private const int Enough = 6;

    private const int Ahead = 4;

    private static readonly int C = LanguageClues.IndexOf("c");
    private static readonly int Cpp = LanguageClues.IndexOf("cpp");
    private static readonly int JavaScript = LanguageClues.IndexOf("javascript");
    private static readonly int TypeScript = LanguageClues.IndexOf("typescript");

    /// <summary>Null when the code may be anything.</summary>
    public static string? Guess(string code)
    {
        var text = code.AsSpan(0, Math.Min(code.Length, MostRead));

        // A script of a program that nobody knows is in that program's language, whatever it is like.
        var isUnknown = text.StartsWith("#!/") && Shebang.Of(text) is null;
        return isUnknown ? null : DataFormat.Of(text, isWhole: text.Length == code.Length) ?? OfClues(text);
    }

    private static string? OfClues(ReadOnlySpan<char> text)
    {
        Span<int> scores = stackalloc int[LanguageClues.Languages.Length];
        Span<byte> seen = stackalloc byte[LanguageClues.Count];
        scores.Clear();
        seen.Clear();
        var beginsLine = true;
        for (var i = 0; i < text.Length;)
        {
            var letter = text[i];
            if (char.IsWhiteSpace(letter))
            {
                beginsLine |= letter == '\n';
                i++;
                continue;
            }

            var end = i + 1;
            LanguageClue[]? clues;
            if (LanguageClues.IsOfWord(letter))
            {
                while (end < text.Length && LanguageClues.IsOfWord(text[end]))
                {
                    end++;
                }

                clues = LanguageClues.OfWord(text[i..end]);
            }
            else
            {
                clues = LanguageClues.OfSign(letter);
            }

            if (clues is not null && Count(clues, text[end..], beginsLine, scores, seen) >= Plenty)
            {
                break;
            }

            beginsLine = false;
            i = end;
        }

        return Best(scores) is { } best && !(best == "python" && PythonEvidence.IsDeniedIn(text)) ? best : null;
    }

    private static int Count(LanguageClue[] clues, ReadOnlySpan<char> rest, bool beginsLine, Span<int> scores, Span<byte> seen)
    {
        var most = 0;
        foreach (var clue in clues)
        {
            // What is said again says little more.
            if (seen[clue.Number] < 2 && (beginsLine || !clue.BeginsLine) && rest.StartsWith(clue.Rest) && IsEnd(clue, rest) && !GoesOn(clue, rest))
            {
                scores[clue.Language] += seen[clue.Number]++ == 0 ? clue.Weight : clue.Weight / 2;
                most = Math.Max(most, scores[clue.Language]);
            }
        }

        return most;
    }

    private static bool IsEnd(LanguageClue clue, ReadOnlySpan<char> rest) =>
        clue.EndsLine is null || (clue.IsWholeLine ? LineOf(rest).Length <= clue.Rest.Length : LineOf(rest).EndsWith(clue.EndsLine));

    // An &str is in &strm, too.
    private static bool GoesOn(LanguageClue clue, ReadOnlySpan<char> rest) =>
        clue.Rest is [.., var last] && LanguageClues.IsOfWord(last) && rest.Length > clue.Rest.Length && LanguageClues.IsOfWord(rest[clue.Rest.Length]);

    private static ReadOnlySpan<char> LineOf(ReadOnlySpan<char> rest) => (rest.IndexOf('\n') is var end and >= 0 ? rest[..end] : rest).TrimEnd();

    private static string? Best(Span<int> scores)
    {
        // One is written in the other, and more.
        if (scores[TypeScript] >= Ahead && scores[JavaScript] > 0)
        {
            scores[TypeScript] += scores[JavaScript];
            scores[JavaScript] = 0;
        }

        else
        {
            // Types behind a colon are written in many languages.
            scores[TypeScript] = 0;
        }

        if (scores[Cpp] > Ahead)
        {
            scores[Cpp] += scores[C];
            scores[C] = 0;
        }

        var (best, first, second) = (-1, 0, 0);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > first)
            {
                (best, first, second) = (i, scores[i], first);
            }
            else
            {
                second = Math.Max(second, scores[i]);
            }
        }

        return first >= Enough && first - second >= Ahead && first >= second * 2 ? LanguageClues.Languages[best] : null;
    }
}

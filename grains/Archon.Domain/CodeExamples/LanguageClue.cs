namespace Archon.Domain.CodeExamples;

/// <summary>A piece of text that speaks for a language, or against it.</summary>
/// <param name="Number">Which of all clues it is.</param>
/// <param name="Rest">What stands behind the word or sign that it is looked up by.</param>
/// <param name="Language">Index into <see cref="LanguageClues.Languages"/>.</param>
/// <param name="Weight">How much it says; below 0 it speaks against the language.</param>
/// <param name="BeginsLine">It counts at the beginning of a line only, blanks aside.</param>
/// <param name="EndsLine">What ends the line; null for whatever does.</param>
/// <param name="IsWholeLine">Nothing but blanks stands behind it.</param>
internal sealed record LanguageClue(int Number, string Rest, int Language, int Weight, bool BeginsLine, string? EndsLine, bool IsWholeLine);

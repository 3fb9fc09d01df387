using System.Text.RegularExpressions;

namespace Archon.Domain.Extraction;

/// <summary>
/// What a page says of itself with numbers of its own: when it was changed, how long it takes to be read, how often it was, which of how many it is. Only a line that is nothing else says
/// so ("Last updated on 3 May 2024 by Jane", <see cref="StampLine"/>): a date of which a sentence tells is a fact of the page.
/// </summary>
internal static partial class PageStamp
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Month =
        "(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)";

    private const string Weekday = @"(\b(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(day)?\b,? +)?";

    private const string Time = @"\b\d{1,2}:\d{2}(:\d{2})?( ?[ap]\.?m\b\.?)?";

    // What stands between such words in a line of them.
    private const string Begin = @"(?<=(^|[\n·•|(,/–—>-])[\s*_~≈]*)";
    private const string End = @"(?=[\s*_)]*($|[\n·•|),/–—-]))";

    /// <summary>Marks the characters of a block of text that are such words.</summary>
    /// <param name="block">The block.</param>
    /// <param name="marks">One for each of its characters, all false.</param>
    public static void Mark(ReadOnlySpan<char> block, Span<bool> marks)
    {
        if (Told().IsMatch(block))
        {
            StampLine.Mark(block, Told().EnumerateMatches(block), Moments().EnumerateMatches(block), marks);
        }

        Mark(Copyrights().EnumerateMatches(block), marks);
        Mark(Counts().EnumerateMatches(block), marks);
    }

    private static void Mark(Regex.ValueMatchEnumerator found, Span<bool> marks)
    {
        foreach (var match in found)
        {
            marks.Slice(match.Index, match.Length).Fill(true);
        }
    }

    // That a page was changed.
    [GeneratedRegex(
        @"\b(updated?|modified|changed|edit(ed)?|revised|reviewed|published|posted|generated|retrieved|commit|aktualisiert|geändert|bearbeitet|actualizad[oa]|modificad[oa]"
        + @"|modifié|publié|mis(e)? à jour|aggiornat[oa]|modificat[oa]|atualizad[oa]|bijgewerkt|uppdaterad|обновлено|изменено)\b|更新|修改|编辑|編集|수정",
        Options)]
    private static partial Regex Told();

    // Since when it may not be copied.
    [GeneratedRegex(@"(?<=(©|copyright \(c\))[^.\n]{0,60}|\(c\) ?|\bcopyright[ :]{0,2})\b(19|20)\d\d\b([ ,–—-]+((19|20)\d\d|present|now)\b)*", Options)]
    private static partial Regex Copyrights();

    // Days, times of the day, ages, commits.
    [GeneratedRegex(
        Weekday + @"\b\d{1,2}(st|nd|rd|th)?[ ./-]+(of )?" + Month + @"\b\.?(,?[ /-]*\d{4}\b)?"
        + "|" + Weekday + @"\b" + Month + @"\b\.? *\d{1,2}(st|nd|rd|th)?\b(?!:)( " + Time + @")?(,? +\d{4}\b)?"
        + @"|\b" + Month + @"\b\.?,? +\d{4}\b"
        + "|" + Weekday + @"\b\d{1,2}\.? (de |di )?\p{L}{3,12}\.?( de)? \d{4}\b"
        + @"|\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?|\b\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b|\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]"
        + "|" + Time
        + @"|\b((about|over|almost|around) )?(an?|one|\d+) ?(s|m|h|d|w|mo|y|sec|second|min|minute|hr|hour|day|week|month|yr|year)s? ago\b|\b(vor|hace|il y a) \d+ \p{L}+"
        + @"|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b",
        Options)]
    private static partial Regex Moments();

    // How long, how often, which of how many.
    [GeneratedRegex(
        @"\b\d+([–-]\d+)? ?-?min(ute)?s?\.? (to )?read(ing)?( time)?\b|\bread(ing)? time:? *(is |about |~ ?)?\d+ ?(min(ute)?s?\b)?"
        + "|" + Begin + @"\d[\d,.]* ?[km]? (views?|visits?|reads?|comments?|repl(y|ies)|responses?|likes?|shares?|claps?|votes?|ratings?|reactions?)\b" + End
        + "|" + Begin + @"(views?|visits?|reads?|comments?|replies|likes?|shares?|votes?)[ :]*\(? ?\d[\d,.]* ?[km]?\)?" + End
        + "|" + Begin + @"page \d+( ?(of|/) ?\d+)?" + End
        + "|" + Begin + @"(revision|rev\.?|commit|changeset)[ :#]*[0-9a-f.]*\d[0-9a-f.]*" + End,
        Options)]
    private static partial Regex Counts();
}

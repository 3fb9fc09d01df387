using System.Buffers;
using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What names and words say of a control and of what it opens: a part of the text, or what a site offers on each of its pages.</summary>
internal static class ControlWords
{
    private const int MostWords = 8;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.xX");

    private static readonly FrozenSet<string> OfText = Words("accordion accordions collapsible faq faqs question disclosure expander expandable expansion");

    // What a class alone gives away.
    private static readonly FrozenSet<string> OfSite = Words(
        "share sharing social version versions language languages lang locale theme themes feedback cookie cookies consent gdpr search newsletter");

    // Believed where nothing says that it is text. As classes the second say other things.
    private static readonly FrozenSet<string> OfTools = Words("menu nav navbar navigation sidebar toc dropdown popover modal dialog settings preferences subscribe");
    private static readonly FrozenSet<string> OfToolsInWords = Words(
        "contents copy print filter filters sort find ask ai chat assistant tools edit twitter facebook report issue problem helpful improve suggest rate login sign translate translations");

    // Together: "Download as PDF".
    private static readonly FrozenSet<string> OfTaking = Words("download export save get");
    private static readonly FrozenSet<string> OfForms = Words("pdf epub ebook e-book page");

    private static readonly FrozenSet<string> OfTongues = Words(
        "english deutsch français francais español espanol italiano português portugues русский українська polski nederlands türkçe čeština svenska norsk dansk suomi magyar română ελληνικά עברית العربية فارسی हिन्दी " +
        "日本語 中文 简体中文 繁體中文 简体 繁體 한국어 ไทย bahasa indonesia tiếng việt brasil");

    private static readonly FrozenSet<string> OfChoice = Words("switch switcher select selector picker toggle menu dropdown panel list popup widget bar button buttons btn links");

    private static readonly FrozenSet<string> Beside = Words(
        "this that the a an page pages section article site docs documentation link url on in to of with via your our us give send leave select choose change switch switcher selector picker toggle " +
        "open close show hide all other available mode dark light options current latest stable about for here now list more question table was is did you it help in up out as");

    private static readonly FrozenSet<string> OfOpening = Words("show hide expand collapse toggle open close more less read see view learn next previous");
    private static readonly FrozenSet<string> BesideHeadings = Words("permalink anchor copied clipboard download try run");
    private static readonly FrozenSet<string> OfRows = Words("toolbar toolbars buttons btns actions tabs tablist controls pagination pager breadcrumb breadcrumbs menu nav navbar navigation dropdown popover filter filters lang langs language languages share sharing social");

    // What is done with a thing of a list, or answered.
    private static readonly FrozenSet<string> OfDeeds = Words("yes no submit delete remove add follow unfollow like unlike reply vote star reset default defaults tweet join register unsubscribe accept decline dismiss");
    private static readonly FrozenSet<string> OfShowing = Words("show hide reveal toggle expand view see");
    private static readonly FrozenSet<string> OfAnswers = Words("hint hints answer answers solution solutions code example examples output result source");
    private static readonly SearchValues<char> Signs = SearchValues.Create("+-−–*/=<>«»‹›^~%!?&|\\@$_.,;:'\"()[]{}←↑→↓⇐⇑⇒⇓⇧⇥⇤⌘⌥⌃⏎↵⌫⌦⎋⇪⊞√±÷∞π");
    private static readonly FrozenSet<string> BesideOpening = Words("details all this it the section text content answer full menu here code cell cells source input inputs output outputs prompt prompts");

    /// <summary>Whether words only say that something is opened: "Show more", "Read the full text".</summary>
    public static bool SayOpening(string words)
    {
        var count = 0;
        foreach (var range in words.AsSpan().SplitAny(" \t\n\r\f\u00a0"))
        {
            var word = words.AsSpan(range).Trim("!?.…()+-".AsSpan());
            if (word.IsEmpty)
            {
                continue;
            }

            if (!Has(OfOpening, word) && !(count > 0 && Has(BesideOpening, word)))
            {
                return false;
            }

            count++;
        }

        return true;
    }

    /// <summary>Whether a class names what opens text.</summary>
    public static bool NameText(string? names) => Tokens(names, static token => AnyPart(token, OfText));

    /// <summary>Whether a class names something of the site, where nothing says that it is text.</summary>
    public static bool NameSite(string? names) => Tokens(names, static token => (AnyPart(token, OfSite) && !IsPrefixed(token)) || AnyPart(token, OfTools));

    /// <summary>Whether names give away a choice of something of the site, whatever else they say. Those of what is around, and ids, are made of titles as well.</summary>
    public static bool NameChoice(string? names) =>
        Tokens(names, static token => OfSite.Contains(token) || (AnyPart(token, OfSite) && AnyPart(token, OfChoice) && !AnyPart(token, OfText)));

    /// <summary>Whether words are the name of a language that people speak, in that language.</summary>
    public static bool SayTongue(string words)
    {
        var count = 0;
        foreach (var range in words.AsSpan().SplitAny(" \t\n\r\f,:/()\u00a0"))
        {
            var word = words.AsSpan(range).Trim("▾▼⌄");
            if (!word.IsEmpty && (!Has(OfTongues, word) || ++count > MostWords))
            {
                return false;
            }
        }

        return count > 0;
    }

    /// <summary>Whether words say nothing but what a site offers: "Share this section", "Version 3.2", "Download as PDF".</summary>
    public static bool SaySite(string? words)
    {
        var (isSite, isTaking, isForm, count) = (false, false, false, 0);
        foreach (var range in words.AsSpan().SplitAny(" \t\n\r\f,:/\u00a0"))
        {
            var word = words.AsSpan(range).Trim("!?.…()+-#&▾▼⌄".AsSpan());
            if (word.IsEmpty)
            {
                continue;
            }

            var isOfSite = Has(OfSite, word) || Has(OfTools, word) || Has(OfToolsInWords, word) || IsVersion(word);
            isSite |= isOfSite;
            isTaking |= Has(OfTaking, word);
            isForm |= Has(OfForms, word);
            if (++count > MostWords || (!isOfSite && !Has(OfTaking, word) && !Has(OfForms, word) && !Has(Beside, word) && !char.IsAsciiDigit(word[0])))
            {
                return false;
            }
        }

        return isSite || (isTaking && isForm);
    }

    /// <summary>Whether a word of them is about something else than opening, copying, sharing and choosing: "Save", "parse()", and not "Copy link" or "v2.0".</summary>
    public static bool SayOwn(string words)
    {
        if (words.AsSpan().Trim() is [var letter] && char.IsLetter(letter))
        {
            return true;
        }

        foreach (var range in words.AsSpan().SplitAny(" \t\n\r\f,:/\u00a0"))
        {
            var word = words.AsSpan(range).Trim("!?.…()+-#&▾▼⌄¶§🔗⌘⌥⌃⇧".AsSpan());
            if (!word.IsEmpty && char.IsLetter(word[0]) && !Has(OfSite, word) && !Has(OfTools, word) && !Has(OfToolsInWords, word) && !Has(OfChoice, word) && !Has(OfOpening, word) && !Has(Beside, word)
                && !Has(BesideHeadings, word) && !IsVersion(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether words may be a name of what is written about: about something else than a site offers, and nothing that is done with a thing of a list ("Delete", "Yes").</summary>
    public static bool MayBeName(string words)
    {
        if (!SayOwn(words) || SayTongue(words) || SayElsewhere(words))
        {
            return false;
        }

        foreach (var range in words.AsSpan().SplitAny(" \t\n\r\f,:/\u00a0"))
        {
            var word = words.AsSpan(range).Trim("!?.…()+-".AsSpan());
            if (!word.IsEmpty && !Has(OfDeeds, word) && !Has(Beside, word))
            {
                return true;
            }
        }

        return false;
    }

    // "Open in another program", "View on a site of sources", "Show hint"
    private static bool SayElsewhere(ReadOnlySpan<char> words)
    {
        Span<Range> parts = stackalloc Range[3];
        words = words.Trim();
        var count = words.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries);
        return (count == 2 && Has(OfShowing, words[parts[0]]) && Has(OfAnswers, words[parts[1]]))
            || (count == parts.Length && words[parts[1]] is "in" or "on" or "with" && StartsTool(words[parts[0]]));

        static bool StartsTool(ReadOnlySpan<char> word) => Has(OfOpening, word) || Has(OfToolsInWords, word) || Has(BesideHeadings, word);
    }

    /// <summary>Whether a text is a sign that is written or pressed: "+", "⌘", "&lt;&lt;". Those of links to headings, of closing and of menus are none.</summary>
    public static bool AreSign(ReadOnlySpan<char> text) => text.Trim() is { Length: > 0 and <= 3 } sign && !sign.ContainsAnyExcept(Signs);

    /// <summary>Whether a class names a row of tools.</summary>
    public static bool NameTools(string? names) =>
        Tokens(names, static token => AnyPart(token, OfRows) || token is "btn-group" or "button-group");

    /// <summary>Whether a class names what a button does with the text beside it: "copy-id", "btn-share".</summary>
    public static bool NameDeed(string? names) => Tokens(names, static token => AnyPart(token, OfSite) || AnyPart(token, OfToolsInWords) || AnyPart(token, BesideHeadings));

    /// <summary>Whether the first of some words is what is done with a part of the text: "Try it", "Permalink".</summary>
    public static bool SayBesideHeading(ReadOnlySpan<char> words)
    {
        words = words.Trim();
        return Has(BesideHeadings, words.IndexOf(' ') is var end and >= 0 ? words[..end] : words);
    }

    /// <summary>Whether one of the names in a class is a wanted one.</summary>
    public static bool Tokens(string? names, Func<string, bool> isWanted) =>
        names is { Length: > 0 } && names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(isWanted);

    // "v3", "3.2".
    private static bool IsVersion(ReadOnlySpan<char> word)
    {
        var number = word.TrimStart("vV");
        return !number.IsEmpty && char.IsAsciiDigit(number[0]) && number.IndexOfAnyExcept(OfNumbers) < 0 && (number.Length < word.Length || number.Contains('.'));
    }

    // Of a generator's theme, or code.
    private static bool IsPrefixed(string token) =>
        token.StartsWith("theme-", StringComparison.OrdinalIgnoreCase) || token.StartsWith("language-", StringComparison.OrdinalIgnoreCase) || token.StartsWith("lang-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name has one of some words in it: "faq-question", "accordion__button", "MuiAccordionSummary".</summary>
    public static bool AnyPart(string token, FrozenSet<string> words)
    {
        var start = 0;
        for (var index = 1; index <= token.Length; index++)
        {
            if (index < token.Length && char.IsLetter(token[index]) && char.IsLetter(token[index - 1]) && !(char.IsUpper(token[index]) && char.IsLower(token[index - 1])))
            {
                continue;
            }

            if (Has(words, token.AsSpan(start, index - start)))
            {
                return true;
            }

            start = index < token.Length && !char.IsLetter(token[index]) ? index + 1 : index;
        }

        return false;
    }

    private static bool Has(FrozenSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>Words, whatever their case.</summary>
    public static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}

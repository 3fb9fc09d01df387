using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What the text of a panel that a control opens gives away of it: that it is some, and no menu of links, no form and no list of choices.</summary>
internal static class PanelText
{
    private const int FewestWords = 5;
    private const int FewestWordsOfTold = 3;
    private const int FewestWordsOfSentence = 2;
    private const int SignsOfWord = 3;
    private const int LongestLine = 80;
    private const int MostCounted = 4_000;

    /// <summary>Whether it holds text. Links alone are a menu, fields are a search.</summary>
    public static bool Is(IElement panel)
    {
        var found = Read(panel);
        return found.Outside > found.Inside && !HoldsFields(panel);
    }

    /// <summary>Whether it holds a sentence, code or a table: what a list of versions or languages has none of.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="title">What it is opened by. Where that says what is in it, and is none of its choices, fewer words are a sentence; null for nothing.</param>
    public static bool IsProse(IElement panel, string? title = null)
    {
        var found = Read(panel);
        var isTold = found.Most >= FewestWordsOfTold && title is not null && ControlWords.SayOwn(title) && !panel.TextContent.Contains(title.Trim(), StringComparison.OrdinalIgnoreCase);
        return (found.IsProse || isTold || BoilerplateRules.Holds(panel, HtmlTag.Preformatted) || BoilerplateRules.Holds(panel, HtmlTag.Cell))
            && found.Outside > found.Inside && !HoldsFields(panel);
    }

    /// <summary>Whether it is prose and longer than a line, code, or a table.</summary>
    public static bool IsLong(IElement panel)
    {
        var found = Read(panel);
        return ((found.IsProse && found.Outside >= LongestLine) || panel.LocalName == "pre" || BoilerplateRules.HoldsCode(panel) || BoilerplateRules.Holds(panel, HtmlTag.Cell))
            && found.Outside > found.Inside && !HoldsFields(panel);
    }

    private static bool HoldsFields(IElement panel) => BoilerplateRules.Holds(panel, HtmlTag.CheckBox) || BoilerplateRules.Holds(panel, HtmlTag.TextArea);

    private static Tally Read(IElement panel)
    {
        var found = default(Tally);
        Read(panel, isLink: false, isLine: IsLine(HtmlTags.Of(panel.LocalName)), ref found);
        return found;
    }

    private static void Read(IElement element, bool isLink, bool isLine, ref Tally found)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    found.Add(text.Data.AsSpan().Trim(), isLink, isLine);
                    break;

                case IElement child when HtmlTags.Of(child.LocalName) is var tag and not (HtmlTag.Silent or HtmlTag.Button or HtmlTag.Navigation)
                    && child.GetAttribute("role") is not ("menu" or "listbox" or "dialog" or "navigation" or "search"):
                    found.Words = isLine && !tag.IsBlock() ? found.Words : 0;
                    Read(child, isLink || tag is HtmlTag.Link, IsLine(tag) || (isLine && !tag.IsBlock()), ref found);
                    break;
            }

            if (found.Inside + found.Outside > MostCounted)
            {
                break;
            }
        }
    }

    // What stands in one of these is read in one go. Of parts elsewhere, each may be a choice.
    private static bool IsLine(HtmlTag tag) => tag is HtmlTag.Paragraph or HtmlTag.Item or HtmlTag.Definition or HtmlTag.BlockQuote;

    private record struct Tally(int Inside, int Outside, int Words, int Most, bool IsProse)
    {
        public void Add(ReadOnlySpan<char> text, bool isLink, bool isLine)
        {
            Inside += isLink ? text.Length : 0;
            Outside += isLink ? 0 : text.Length;
            if (isLink || text.IsEmpty)
            {
                return;
            }

            Words = (isLine ? Words : 0) + CountWords(text);
            Most = isLine ? Math.Max(Most, Words) : Most;
            IsProse |= Words >= FewestWords || text[^1] == '\u3002' || (Words >= FewestWordsOfSentence && text[^1] is '.' or '!' or '?' or ':' or '\u2026');
        }

        // Chinese and Japanese part no words.
        private static int CountWords(ReadOnlySpan<char> text)
        {
            var (count, signs) = (0, 0);
            var inWord = false;
            foreach (var letter in text)
            {
                // "3.2" is one.
                var isOfWord = letter < '\u2e80' && (char.IsLetterOrDigit(letter) || (letter == '.' && inWord));
                count += isOfWord && !inWord ? 1 : 0;
                signs += letter >= '\u2e80' && char.IsLetter(letter) ? 1 : 0;
                inWord = isOfWord;
            }

            return count + signs / SignsOfWord;
        }
    }
}

using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells the number of what is explained below a block, at the end of a line of code, from the code.</summary>
internal static class CodeCallout
{
    // To find what follows an element all beside it are looked at.
    private const int MostAsked = 1_000;

    // MkDocs' annotation as it is written: # (1)!
    private static readonly Regex Annotation = new(@"[ \t]*(?:#|//|--|;|%|/\*|<!--)[ \t]*\([0-9]{1,3}\)![ \t]*(?:\*/|-->)?[ \t]*(?<end>\r?\n|$)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly string[] Comments = ["#", "//", "--", ";", "%"];

    /// <param name="element">An element in code.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="before">What stands before it.</param>
    /// <param name="code">The code before it.</param>
    /// <param name="asked">How many of the block's elements were asked what follows them.</param>
    public static bool Is(IElement element, in ElementFacts facts, INode? before, ReadOnlySpan<char> code, ref int asked)
    {
        // <i class="conum"></i><b>(1)</b>
        if (facts.Has(ClassTraits.Gutter))
        {
            return element.ClassList.Contains("conum") || element.ClassList.Contains("md-annotation");
        }

        if (facts.Tag is HtmlTag.Strong && facts.Traits is ClassTraits.None && before is IElement { ClassName: "conum" })
        {
            return true;
        }

        // <span class="callout">1</span>
        if (element.ClassName == "callout")
        {
            return element.LocalName is "span" or "b" or "img" && (element.LocalName == "img" || IsNumber(element.TextContent, mayBeBare: true)) && asked++ < MostAsked && EndsLine(element);
        }

        // Without a class where DocBook has put an anchor before it.
        return facts is { Tag: HtmlTag.Strong or HtmlTag.Inline, Traits: ClassTraits.None }
            && IsAnchor(before)
            && IsNumber(element.TextContent, mayBeBare: false)
            && (code.IsEmpty || code[^1] is ' ' or '\t' or '\n')
            && asked++ < MostAsked
            && EndsLine(element);
    }

    /// <summary>How much of the code before a callout is code: the blanks before it are not, nor is the mark of a comment in which it stands alone.</summary>
    public static int Before(ReadOnlySpan<char> code, IElement callout)
    {
        var kept = code.TrimEnd(' ');

        if (callout.ClassList.Contains("md-annotation"))
        {
            foreach (var mark in Comments)
            {
                if (kept.EndsWith(mark))
                {
                    return kept[..^mark.Length].TrimEnd(' ').Length;
                }
            }
        }

        return kept.Length;
    }

    public static string WithoutAnnotations(string code) => code.Contains(")!", StringComparison.Ordinal) ? Annotation.Replace(code, "${end}") : code;

    private static bool IsAnchor(INode? node) => node is IElement { LocalName: "a" } anchor && anchor.TextContent.Length == 0 && anchor.GetAttribute("href") is null;

    // 1, (1) and \u2460
    private static bool IsNumber(string text, bool mayBeBare)
    {
        var number = text.AsSpan().Trim();

        if (number is ['(', .. var inside, ')'])
        {
            return IsDigits(inside);
        }

        return number is [>= '\u2460' and <= '\u2473'] || (mayBeBare && IsDigits(number));
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length is > 0 and <= 3 && !text.ContainsAnyExceptInRange('0', '9');

    // Out of what highlights the line, too.
    private static bool EndsLine(IElement element)
    {
        for (INode node = element; ; node = node.Parent!)
        {
            for (var next = node.NextSibling; next is not null; next = next.NextSibling)
            {
                if (next.TextContent is { Length: > 0 } text)
                {
                    return text.AsSpan().TrimStart(" \t\r") is ['\n', ..] or [];
                }

                if (next is IElement { LocalName: "br" })
                {
                    return true;
                }
            }

            if (node.Parent is not IElement { LocalName: "span" or "code" })
            {
                return true;
            }
        }
    }
}

using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What stands beside a button in its line: other buttons in a row, or one that a word joins it to. Fed in the order of the text, since an item or a cell may be parsed in parts.</summary>
internal sealed class ButtonNeighbours
{
    private const int MostJoining = 3;

    private static readonly FrozenSet<string> Joining =
        "or and of vs versus then to und oder et ou y o e i en и или 和 或 と".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What stands behind the last button that was a word; null when that joins nothing.
    private string? _joint;

    /// <summary>Nothing stands between the next button and one before it.</summary>
    public bool IsBehindButton { get; private set; }

    /// <summary>The next button is joined to a word.</summary>
    public bool IsJoinedToWord => _joint is { Length: > 0 };

    /// <summary>A field or code stands before the next button.</summary>
    public bool IsBehindUsed { get; private set; }

    /// <summary>A button, a field or code has been passed.</summary>
    public bool Matter => IsBehindButton || _joint is not null || IsBehindUsed;

    /// <summary>Whether an element is a button that says something, or nothing but a mark around one.</summary>
    public static bool IsButton(INode? node)
    {
        var element = node as IElement;
        while (element is not null && element.LocalName != "button" && element.GetAttribute("role") != "button")
        {
            element = element.ChildElementCount == 1 && IsMark(element) && element.ChildNodes.All(child => child is not IText text || string.IsNullOrWhiteSpace(text.Data))
                ? element.FirstElementChild
                : null;
        }

        return element is not null && OpeningControl.HasLetters(element.TextContent);
    }

    /// <summary>Whether another button stands right behind it. What it stands in must have been parsed whole.</summary>
    public static bool IsBeforeButton(IElement button) => IsButton(Beside(button, isBehind: true, out var text)) && text.Length == 0;

    /// <summary>Whether a word joins it to the button beside it: "or". What it stands in must have been parsed whole.</summary>
    public static bool IsJoined(IElement button, bool isBehind) => IsButton(Beside(button, isBehind, out var text)) && OpeningControl.HasLetters(text) && Joins(text);

    /// <summary>Whether it stands in a mark, such as bold.</summary>
    public static bool IsMark(IElement element) => HtmlTags.Of(element.LocalName) is HtmlTag.Inline or HtmlTag.Strong or HtmlTag.Emphasis or HtmlTag.Code;

    /// <summary>The line has ended, or something else than text and buttons stands in it.</summary>
    public void Break()
    {
        _joint = null;
        IsBehindButton = false;
    }

    /// <summary>An element that is no button has been passed.</summary>
    /// <param name="isUsed">It is a field, or code.</param>
    public void PassElement(bool isUsed)
    {
        Break();
        IsBehindUsed = isUsed;
    }

    /// <summary>A button has been passed.</summary>
    /// <param name="isWord">It was a word.</param>
    public void Pass(bool isWord)
    {
        _joint = isWord ? "" : null;
        IsBehindButton = true;
    }

    /// <summary>Text that is not blank has been passed.</summary>
    public void Pass(ReadOnlySpan<char> text)
    {
        _joint = _joint is { Length: 0 } && Joins(text) ? text.ToString() : null;
        IsBehindButton = IsBehindUsed = false;
    }

    private static INode? Beside(IElement button, bool isBehind, out string text)
    {
        var word = button;
        while (word.ParentElement is { ChildElementCount: 1 } around && IsMark(around))
        {
            word = around;
        }

        var next = isBehind ? word.NextSibling : word.PreviousSibling;
        text = "";
        if (next is IText between)
        {
            text = between.Data.Trim();
            next = isBehind ? next.NextSibling : next.PreviousSibling;
        }

        return next;
    }

    /// <summary>Whether a text between two buttons joins them.</summary>
    public static bool Joins(ReadOnlySpan<char> joint)
    {
        var words = 0;
        foreach (var range in joint.SplitAny(" \t\n\r,.()+/&>\u00a0"))
        {
            var word = joint[range];
            if (OpeningControl.HasLetters(word) && (!Joining.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) || ++words > MostJoining))
            {
                return false;
            }
        }

        return true;
    }
}

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// The state of a task that no check box shows: an icon or a letter that its text begins with (Asciidoctor), an empty element (Notion), a class of the item (Confluence).
/// </summary>
internal static class TaskItem
{
    /// <summary>How the item of a list of tasks begins; null when it is none.</summary>
    /// <param name="list">The list.</param>
    /// <param name="item">The item.</param>
    /// <param name="sign">The letter of its text that says the same; U+0000 for none.</param>
    public static string? MarkOf(IElement list, IElement item, out char sign)
    {
        sign = '\0';
        var isDone = list.ClassList.Contains("inline-task-list") ? item.ClassList.Contains("checked") : StateOf(item, ref sign);
        return isDone is { } state ? Mark(state) : null;
    }

    /// <summary>Whether a list may be one whose items are told so.</summary>
    public static bool AreIn(IElement? list) => list?.ClassName is { } names && names.Split(' ').Any(name => name is "checklist" or "inline-task-list" or "to-do-list");

    /// <summary>How an item begins that is done, or is not.</summary>
    public static string Mark(bool isDone) => isDone ? "[x] " : "[ ] ";

    private static bool? StateOf(IElement element, ref char sign)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text when text.Data.AsSpan().TrimStart() is [var first, ..]:
                    var state = OfLetter(first);
                    sign = state is null ? '\0' : first;
                    return state;

                case IElement child:
                    if (OfClass(child.ClassName) is { } shown)
                    {
                        return shown;
                    }

                    if (StateOf(child, ref sign) is { } within)
                    {
                        return within;
                    }

                    if (PageNodes.HasText(child))
                    {
                        return null;
                    }

                    break;
            }
        }

        return null;
    }

    private static bool? OfLetter(char letter) => letter switch
    {
        '\u2713' or '\u2714' or '\u2611' or '\u2705' => true,
        '\u274f' or '\u2751' or '\u2610' => false,
        _ => null,
    };

    private static bool? OfClass(string? name) => name switch
    {
        null => null,
        _ when name.Contains("check-square", StringComparison.Ordinal) || name.Contains("checkbox-on", StringComparison.Ordinal) => true,
        _ when name.Contains("fa-square", StringComparison.Ordinal) || name.Contains("checkbox-off", StringComparison.Ordinal) => false,
        _ => null,
    };
}

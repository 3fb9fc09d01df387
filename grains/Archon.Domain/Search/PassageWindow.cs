using System.Collections.Immutable;

namespace Archon.Domain.Search;

/// <summary>A passage with those before and behind it on its page, as far as they fit: what a page says around the place that answers.</summary>
public static class PassageWindow
{
    /// <summary>UTF-16 units of a window; a passage that alone has more stays as it is.</summary>
    public const int MaxLength = 4_000;

    /// <summary>Passages before and behind one that may belong to its window.</summary>
    public const int Reach = 4;

    /// <summary>The text of the window.</summary>
    /// <param name="passages">Passages of one page by number, with their ranges in its Markdown.</param>
    /// <param name="middle">The number of the one that answers; it is among them.</param>
    public static string Around(ImmutableArray<(int Ordinal, int Start, int End, string Content)> passages, int middle)
    {
        var at = passages.ToList().FindIndex(passage => passage.Ordinal == middle);
        var (first, last, length) = (at, at, passages[at].Content.Length);
        for (var grew = true; grew;)
        {
            grew = false;

            // What comes behind first: an answer goes on more often than it needs what was before.
            if (last + 1 < passages.Length && passages[last + 1].Ordinal == passages[last].Ordinal + 1 && length + passages[last + 1].Content.Length <= MaxLength)
            {
                length += passages[++last].Content.Length;
                grew = true;
            }

            if (first > 0 && passages[first - 1].Ordinal == passages[first].Ordinal - 1 && length + passages[first - 1].Content.Length <= MaxLength)
            {
                length += passages[--first].Content.Length;
                grew = true;
            }
        }

        var text = passages[first].Content;
        for (var i = first + 1; i <= last; i++)
        {
            text += "\n\n" + WithoutOverlap(passages[i - 1], passages[i]);
        }

        return text;
    }

    // A passage may begin with the end of the one before.
    private static string WithoutOverlap((int Ordinal, int Start, int End, string Content) before, (int Ordinal, int Start, int End, string Content) passage)
    {
        var shared = before.End - passage.Start;
        return shared > 0 && shared < passage.Content.Length && passage.Content.Length == passage.End - passage.Start ? passage.Content[shared..] : passage.Content;
    }
}

using System.Collections.Immutable;

namespace Archon.Domain.Chunking;

/// <summary>One heading of a page, or a term that an address leads to, and the headings above it. Compared by identity: two headings may say the same.</summary>
internal sealed class HeadingNode(HeadingNode? parent, int level, string text, string? anchor = null)
{
    /// <summary>Below every heading.</summary>
    public const int TermLevel = 7;

    public HeadingNode? Parent { get; } = parent;

    public int Level { get; } = level;

    public bool IsTerm => Level == TermLevel;

    /// <summary>Texts from the outermost heading to this one.</summary>
    public ImmutableArray<string> Path { get; } = parent is null ? [text] : parent.Path.Add(text);

    public int Depth => Path.Length;

    /// <summary>The fragment that leads to it, or to the innermost heading above it that has one; empty when none has.</summary>
    public string Fragment { get; } = anchor ?? parent?.Fragment ?? "";

    /// <summary>Whether a fragment leads to it or to a heading above it.</summary>
    public bool Leads(string fragment) => Fragment == fragment || Parent?.Leads(fragment) is true;

    public static ImmutableArray<string> PathOf(HeadingNode? node) => node?.Path ?? [];

    public static int DepthOf(HeadingNode? node) => node?.Depth ?? 0;

    /// <summary>The heading a new one of the given level stands under, when <paramref name="current"/> is the latest.</summary>
    public static HeadingNode? ParentFor(HeadingNode? current, int level)
    {
        while (current is not null && current.Level >= level)
        {
            current = current.Parent;
        }

        return current;
    }

    /// <summary>The heading that a node is, or a term stands under.</summary>
    public static HeadingNode? SectionOf(HeadingNode? node)
    {
        while (node is { IsTerm: true })
        {
            node = node.Parent;
        }

        return node;
    }

    /// <summary>What a new term stands under: the term whose fragment its own begins with (<c>os.DirEntry</c> and <c>os.DirEntry.name</c>), else the section.</summary>
    public static HeadingNode? ParentFor(HeadingNode? current, string fragment)
    {
        while (current is { IsTerm: true } term && !(fragment.Length > term.Fragment.Length && fragment[term.Fragment.Length] == '.' && fragment.StartsWith(term.Fragment, StringComparison.Ordinal)))
        {
            current = current.Parent;
        }

        return current;
    }

    /// <summary>The deepest heading both stand under; null when they share none.</summary>
    public static HeadingNode? CommonOf(HeadingNode? left, HeadingNode? right)
    {
        while (!ReferenceEquals(left, right))
        {
            if (DepthOf(left) >= DepthOf(right))
            {
                left = left?.Parent;
            }
            else
            {
                right = right?.Parent;
            }
        }

        return left;
    }
}

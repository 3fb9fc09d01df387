using System.Globalization;
using System.Text;

namespace Archon.Domain.Anchors;

/// <summary>
/// The fragments that lead into a passage, as they are stored with it: first that of the section it begins in, empty for none, and behind it a line for each
/// section or term that begins inside: where in the passage's text that is, a blank, its fragment. Small sections share a passage, and what was found may stand in the last.
/// </summary>
public static class PassageFragments
{
    /// <param name="first">Leads to the section it begins in; empty for none.</param>
    /// <param name="inside">What begins inside, in order, its places those of the passage's text.</param>
    public static string Write(string first, IEnumerable<PageAnchor> inside)
    {
        ArgumentNullException.ThrowIfNull(inside);
        StringBuilder? lines = null;
        foreach (var (at, fragment) in inside)
        {
            lines ??= new StringBuilder(first);
            lines.Append(CultureInfo.InvariantCulture, $"\n{at} {fragment}");
        }

        return lines?.ToString() ?? first;
    }

    /// <summary>The fragment of the section it begins in; empty for none.</summary>
    public static string First(string fragments)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        var end = fragments.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? fragments : fragments[..end];
    }

    /// <summary>What begins inside, in order.</summary>
    public static IReadOnlyList<PageAnchor> Inside(string fragments)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        var end = fragments.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? [] : PageAnchors.Read(fragments[(end + 1)..]);
    }

    /// <summary>Those that a page is known to have; the others lead nowhere.</summary>
    public static string Among(string fragments, IReadOnlySet<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return Write(known.Contains(First(fragments)) ? First(fragments) : "", Inside(fragments).Where(anchor => known.Contains(anchor.Fragment)));
    }
}

using System.Collections.Immutable;

namespace Archon.Domain.Chunking;

/// <summary>A heading path in one line, as it is stored, indexed, embedded and shown.</summary>
public static class HeadingPath
{
    /// <summary>The headings, outermost first, with " › " between them; empty for none.</summary>
    public static string Join(ImmutableArray<string> headings) => headings.IsDefaultOrEmpty ? "" : string.Join(" › ", headings);
}

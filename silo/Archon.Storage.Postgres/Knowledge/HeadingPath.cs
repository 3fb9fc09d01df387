using System.Collections.Immutable;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>A heading path in one line, as it is stored, indexed and shown.</summary>
internal static class HeadingPath
{
    public static string Join(ImmutableArray<string> headings) => headings.IsDefaultOrEmpty ? "" : string.Join(" › ", headings);
}

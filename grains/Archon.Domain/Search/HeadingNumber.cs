using System.Buffers;

namespace Archon.Domain.Search;

/// <summary>The number before a heading: <c>20.3.1. Connection settings</c>, <c>F.27. pg_buffercache</c>, <c>Chapter 31. Logical Replication</c>.</summary>
internal static class HeadingNumber
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("0123456789.");
    private static readonly string[] Parts = ["Chapter ", "Part ", "Appendix ", "Section "];

    /// <summary>The heading behind it.</summary>
    public static ReadOnlySpan<char> Without(ReadOnlySpan<char> heading)
    {
        foreach (var part in Parts)
        {
            if (heading.StartsWith(part, StringComparison.OrdinalIgnoreCase) && heading[part.Length..] is var rest && rest.IndexOf(' ') is var behind and > 1 && rest[behind - 1] is '.' or ':')
            {
                return rest[(behind + 1)..];
            }
        }

        var end = heading.IndexOf(' ');
        return end > 0 && (heading[end - 1] == '.' || char.IsAsciiDigit(heading[end - 1])) && !heading[..end].ContainsAnyExcept(Signs) ? heading[(end + 1)..]
            : end > 1 && heading[1] == '.' && heading[end - 1] == '.' && char.IsAsciiLetterUpper(heading[0]) ? heading[(end + 1)..]
            : heading;
    }
}

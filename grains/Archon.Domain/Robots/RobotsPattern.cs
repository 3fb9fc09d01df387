using System.Collections.Immutable;
using Archon.Domain.Urls;

namespace Archon.Domain.Robots;

/// <summary>
/// The path of a rule (RFC 9309, 2.2.2 and 2.2.3): matches from the start of the path, <c>*</c> stands for any text, <c>$</c> at
/// the end for the end of the path, <c>%2A</c> and <c>%24</c> for those characters themselves.
/// </summary>
/// <remarks>
/// The texts between the stars are looked for from left to right, each at its first occurrence; a later one could only leave
/// less of the path for the rest, so there is nothing to go back for.
/// </remarks>
internal sealed class RobotsPattern
{
    private readonly ImmutableArray<string> _parts;
    private readonly bool _toTheEnd;

    public RobotsPattern(string text)
    {
        Length = PercentEncoding.Normalize(text).Length;
        _toTheEnd = text.EndsWith('$');
        var parts = (_toTheEnd ? text[..^1] : text).Split('*');

        // Stars side by side are one; the first and the last part stay, because they are tied to the ends.
        _parts = [.. parts.Where((part, i) => part.Length > 0 || i == 0 || i == parts.Length - 1).Select(NormalizePath)];
    }

    /// <summary>How specific the rule is: its length in octets, percent-encoded.</summary>
    public int Length { get; }

    /// <summary>The spelling in which paths and the literal parts of patterns are compared.</summary>
    public static string NormalizePath(string path)
    {
        var normalized = PercentEncoding.Normalize(path);
        return normalized.Contains('%')
            ? normalized.Replace("%2A", "*", StringComparison.Ordinal).Replace("%24", "$", StringComparison.Ordinal)
            : normalized;
    }

    /// <param name="path">From <see cref="NormalizePath"/>.</param>
    public bool Matches(ReadOnlySpan<char> path)
    {
        if (!path.StartsWith(_parts[0]))
        {
            return false;
        }

        path = path[_parts[0].Length..];
        if (_parts.Length == 1)
        {
            return !_toTheEnd || path.IsEmpty;
        }

        for (var i = 1; i < _parts.Length; i++)
        {
            if (_toTheEnd && i == _parts.Length - 1)
            {
                return path.EndsWith(_parts[i]);
            }

            var found = path.IndexOf(_parts[i]);
            if (found < 0)
            {
                return false;
            }

            path = path[(found + _parts[i].Length)..];
        }

        return true;
    }
}

using System.Text;
using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>Groups addresses that a program can make without end: those that differ in numbers, or in their query.</summary>
public static class NumberedPath
{
    /// <summary>
    /// Such as <c>https://e.org/calendar/#/#</c> or <c>https://e.org/list?</c>: each run of digits is one <c>#</c>, and a query is a query whatever it asks.
    /// Null when the address has neither.
    /// </summary>
    public static string? Of(CanonicalUrl url)
    {
        var path = url.PathAndQuery;
        var query = path.IndexOf('?', StringComparison.Ordinal);
        var end = query < 0 ? path.Length : query;
        if (query < 0 && !path.Any(char.IsAsciiDigit))
        {
            return null;
        }

        var pattern = new StringBuilder(url.Origin);
        for (var i = 0; i < end; i++)
        {
            if (!char.IsAsciiDigit(path[i]))
            {
                pattern.Append(path[i]);
            }
            else if (pattern[^1] != '#')
            {
                pattern.Append('#');
            }
        }

        return query < 0 ? pattern.ToString() : pattern.Append('?').ToString();
    }
}

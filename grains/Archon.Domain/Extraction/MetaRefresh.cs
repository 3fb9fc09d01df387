using System.Buffers;

namespace Archon.Domain.Extraction;

/// <summary>
/// Where <c>meta http-equiv=refresh</c> leads: how a site without a say over its server redirects. HTML Living Standard, shared declarative
/// refresh steps.
/// </summary>
internal static class MetaRefresh
{
    private static readonly SearchValues<char> TimeLetters = SearchValues.Create(".0123456789");

    /// <param name="content">The attribute, such as <c>0; url=start.html</c>.</param>
    /// <returns>The address as written; null when the page only loads itself again, or the attribute says nothing.</returns>
    public static string? Target(string content)
    {
        var text = content.AsSpan().TrimStart();
        var time = text.IndexOfAnyExcept(TimeLetters);

        if (time <= 0)
        {
            // No time, or nothing but one.
            return null;
        }

        text = text[time..];
        var target = text.TrimStart();

        if (target.Length == text.Length && target[0] is not (';' or ','))
        {
            return null;
        }

        target = target is [';' or ',', ..] ? target[1..].TrimStart() : target;
        target = Unquoted(WithoutName(target));
        return target.IsEmpty ? null : target.ToString();
    }

    private static ReadOnlySpan<char> WithoutName(ReadOnlySpan<char> target)
    {
        if (!target.StartsWith("url", StringComparison.OrdinalIgnoreCase))
        {
            return target;
        }

        var rest = target[3..].TrimStart();
        return rest is ['=', ..] ? rest[1..].TrimStart() : target;
    }

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> target)
    {
        if (target is not ['"' or '\'', ..])
        {
            return target.TrimEnd();
        }

        var end = target[1..].IndexOf(target[0]);
        return (end < 0 ? target[1..] : target.Slice(1, end)).Trim();
    }
}

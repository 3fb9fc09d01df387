using System.Globalization;

namespace Archon.Fetching.Exchanges;

/// <summary>Reads a Retry-After (RFC 9110, 10.2.3), seconds or date, and believes at most a day of it; hosts are held as long as the settings allow.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    public static TimeSpan? Parse(string? value, TimeProvider clock)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (!value.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return int.TryParse(value, CultureInfo.InvariantCulture, out var seconds) ? Bounded(TimeSpan.FromSeconds(seconds)) : Most;
        }

        return DateTimeOffset.TryParseExact(
            value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Bounded(date - clock.GetUtcNow())
            : null;
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait > Most ? Most : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
}

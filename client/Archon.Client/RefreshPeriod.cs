using System.Globalization;

namespace Archon.Client;

/// <summary>How the time between two refreshes is written: a whole number and m, h, d or w, as in <c>30m</c>, <c>12h</c>, <c>1d</c>, <c>2w</c>.</summary>
public static class RefreshPeriod
{
    // Largest first, so that a time is written with the unit that fits.
    private static readonly (char Letter, TimeSpan Length)[] Units =
        [('w', TimeSpan.FromDays(7)), ('d', TimeSpan.FromDays(1)), ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1))];

    // Longer than any schedule may be, and far from where a TimeSpan ends.
    private const int Most = 1_000_000;

    /// <summary>Reads it; false for anything else, zero included.</summary>
    public static bool TryParse(string? text, out TimeSpan period)
    {
        period = default;
        if (text is not { Length: >= 2 } || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > Most)
        {
            return false;
        }

        foreach (var (letter, length) in Units)
        {
            if (letter == text[^1])
            {
                period = length * count;
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes it, in whole minutes.</summary>
    public static string Format(TimeSpan period)
    {
        var (letter, length) = Units.First(unit => period.Ticks % unit.Length.Ticks == 0 || unit.Letter == 'm');
        return string.Create(CultureInfo.InvariantCulture, $"{period.Ticks / length.Ticks}{letter}");
    }
}

using System.Globalization;

namespace Archon.Cli.Output;

/// <summary>Numbers and times as people read them.</summary>
internal static class Humanly
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1 page", "2,000 pages".</summary>
    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    public static string Rate(double perSecond) => perSecond.ToString(perSecond < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    /// <summary>The next of 1, 2, 5, 10, 20, 50, … that is not below.</summary>
    public static long RoundUp(long count)
    {
        var power = 1L;
        while (true)
        {
            foreach (var round in (ReadOnlySpan<long>)[power, 2 * power, 5 * power])
            {
                if (round >= count)
                {
                    return round;
                }
            }

            power *= 10;
        }
    }

    /// <summary>"0.8 s", "13 s", "2 min 5 s", "1 h 4 min".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0.0} s"),
        { TotalSeconds: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => $"{(long)time.TotalHours} h {time.Minutes} min",
    };

    public static string Moment(DateTimeOffset moment) =>
        moment.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} KB"),
    };
}

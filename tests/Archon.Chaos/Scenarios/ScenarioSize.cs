namespace Archon.Chaos.Scenarios;

/// <summary>How much a scenario holds.</summary>
internal sealed record ScenarioSize
{
    /// <summary>For tests: a few seconds each.</summary>
    public static ScenarioSize Small { get; } = new()
    {
        MostCrawls = 2,
        SmallPages = 300,
        LargePages = 2000,
        LargeShare = 0.2,
        Window = TimeSpan.FromSeconds(6),
        LongestFreeze = TimeSpan.FromSeconds(16),
        LongestOutage = TimeSpan.FromSeconds(8),
        LongestPause = TimeSpan.FromSeconds(3),
    };

    /// <summary>For long runs.</summary>
    public static ScenarioSize Full { get; } = new()
    {
        MostCrawls = 3,
        SmallPages = 600,
        LargePages = 2000,
        LargeShare = 0.5,
        Window = TimeSpan.FromSeconds(12),
        LongestFreeze = TimeSpan.FromSeconds(24),
        LongestOutage = TimeSpan.FromSeconds(60),
        LongestPause = TimeSpan.FromSeconds(10),
    };

    /// <summary>Crawls at most.</summary>
    public required int MostCrawls { get; init; }

    /// <summary>Pages of a small site at most.</summary>
    public required int SmallPages { get; init; }

    /// <summary>Pages of a large site.</summary>
    public required int LargePages { get; init; }

    /// <summary>How many scenarios have a large site, 0 to 1.</summary>
    public required double LargeShare { get; init; }

    /// <summary>How long faults go on, and about how long a crawl takes when nothing happens.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>A frozen silo is let go after this at most.</summary>
    public required TimeSpan LongestFreeze { get; init; }

    /// <summary>The database is away for this at most.</summary>
    public required TimeSpan LongestOutage { get; init; }

    /// <summary>A user lets a crawl pause for this at most.</summary>
    public required TimeSpan LongestPause { get; init; }
}

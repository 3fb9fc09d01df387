namespace Archon.Domain.Rendering;

/// <summary>
/// What rendering has been good for on one host, by path pattern, and so which page is worth it next. Pages that turn out complete cost the
/// site and us a browser for nothing: of a host where that is so, one page in a hundred is looked at again, for a site may change its mind,
/// and after the first thousand one in a thousand: a look costs what fifty other pages do.
/// Not thread-safe.
/// </summary>
public sealed class RenderLearning
{
    private const int MostPatterns = 200;
    private const string AnyPattern = "**";

    /// <summary>Shells that may turn out complete before shells of this host are no longer believed.</summary>
    private const int FreeMisses = 3;

    /// <summary>One page in so many is looked at although nothing suggests that it gains.</summary>
    private const int SampleOneIn = 100;

    /// <summary>Pages of a host after which <see cref="LateSampleOneIn"/> holds.</summary>
    private const int Early = 1000;

    private const int LateSampleOneIn = 1000;

    /// <summary>Misses in a row that undo what a pattern has gained before.</summary>
    private const int Disappointments = 10;

    private readonly Dictionary<string, Experience> _patterns = new(StringComparer.Ordinal);
    private int _judged;
    private int _misses;

    /// <summary>Counts a page of the host that was judged.</summary>
    public void Count() => _judged++;

    /// <summary>Whether a few looks have shown that nothing is gained here, so that others need not wait for what comes of one more.</summary>
    public bool HasDisappointed(string pattern, ShellVerdict verdict) => _misses >= FreeMisses && !IsProven(pattern, verdict);

    /// <summary>Whether pages of this kind are known to gain, so that the next need not wait for what comes of another.</summary>
    public bool IsProven(string pattern, ShellVerdict verdict) => Find(pattern) is { } known && known.Gained(verdict) && known.MissesInARow < Disappointments;

    /// <summary>Whether a page is worth rendering.</summary>
    public bool Wants(string pattern, ShellVerdict verdict) => verdict switch
    {
        ShellVerdict.Complete => false,
        _ when IsProven(pattern, verdict) => true,
        ShellVerdict.Shell => _misses < FreeMisses + Samples(_judged),
        _ => _misses < Samples(_judged + (SampleOneIn / 2)),
    };

    /// <summary>Remembers what came of a page.</summary>
    public void Learn(string pattern, ShellVerdict verdict, bool gained)
    {
        var key = _patterns.ContainsKey(pattern) || _patterns.Count < MostPatterns ? pattern : AnyPattern;
        var known = _patterns.GetValueOrDefault(key) ?? new Experience();
        _patterns[key] = known with
        {
            ShellsGained = known.ShellsGained || (gained && verdict == ShellVerdict.Shell),
            DoubtsGained = known.DoubtsGained || (gained && verdict == ShellVerdict.Doubtful),
            MissesInARow = gained ? 0 : known.MissesInARow + 1,
        };
        _misses += gained ? 0 : 1;
    }

    private static int Samples(int judged) => (Math.Min(judged, Early) / SampleOneIn) + (Math.Max(judged - Early, 0) / LateSampleOneIn);

    private Experience? Find(string pattern) => _patterns.GetValueOrDefault(pattern) ?? (_patterns.Count < MostPatterns ? null : _patterns.GetValueOrDefault(AnyPattern));

    private sealed record Experience
    {
        public bool ShellsGained { get; init; }

        public bool DoubtsGained { get; init; }

        public int MissesInARow { get; init; }

        public bool Gained(ShellVerdict verdict) => verdict == ShellVerdict.Doubtful ? DoubtsGained : ShellsGained || DoubtsGained;
    }
}

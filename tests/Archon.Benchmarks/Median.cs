namespace Archon.Benchmarks;

/// <summary>The middle one of several measurements, which one bad moment of the machine does not move.</summary>
internal static class Median
{
    /// <summary>Of an even number, the mean of the two in the middle.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Processing;

/// <summary>How CPU work is bounded. Section <c>Archon:Processing</c>.</summary>
public sealed class CpuOptions
{
    /// <summary>Threads that do CPU work, 0 to 256. Default: 0, which means all cores but one, at least two.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>Documents that may wait for a thread; more wait at their lanes. 1 to 10,000. Default: 64.</summary>
    [Range(1, 10_000)]
    public int QueueLength { get; set; } = 64;

    /// <summary>CPU time one document may cost. 00:00:00.100 to 00:10:00. Default: 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan PageBudget { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Chunks, and code examples, that one document may fall into; one with more fails, for it would take gigabytes to embed and store it. A megabyte of prose
    /// makes some 700. 100 to 1,000,000. Default: 20,000.
    /// </summary>
    [Range(100, 1_000_000)]
    public int MaxParts { get; set; } = 20_000;

    /// <summary>
    /// Tokens that a passage may begin with of the one before it, in whole sentences, when both are of one section; of an embedder's maximum never more than a quarter. What is stored
    /// changes with the next plain crawl; a refresh keeps the passages of a page that stays. 0 to 200. Default: 0, no overlap.
    /// </summary>
    [Range(0, 200)]
    public int OverlapTokens { get; set; }
}

[OptionsValidator]
internal sealed partial class CpuOptionsValidator : IValidateOptions<CpuOptions>;

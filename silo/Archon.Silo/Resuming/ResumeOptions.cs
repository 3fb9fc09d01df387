using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Resuming;

/// <summary>How often running crawls are looked for. Section <c>Archon:Resuming</c>.</summary>
public sealed class ResumeOptions
{
    /// <summary>Look for running crawls at the start, when members change and in sweeps. Without it a cluster has its reminder alone. Default: true.</summary>
    public bool Sweep { get; set; } = true;

    /// <summary>Time between two sweeps; up to as much again is added at random. 00:00:01 to 01:00:00. Default: 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Most crawls taken up in one sweep, 1 to 10,000. Default: 1,000.</summary>
    [Range(1, 10_000)]
    public int Limit { get; set; } = 1000;
}

[OptionsValidator]
internal sealed partial class ResumeOptionsValidator : IValidateOptions<ResumeOptions>;

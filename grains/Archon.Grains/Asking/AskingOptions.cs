using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Asking;

/// <summary>How long whoever asks is kept waiting. Section <c>Archon:Asking</c>.</summary>
public sealed class AskingOptions
{
    /// <summary>
    /// Longest that a command or a reading waits for the store; both are then answered as unavailable, and the command is taken back, so that a
    /// refused one is not carried out later. 1 to 25 seconds, since a call may take 30. Default: 5 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:25")]
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class AskingOptionsValidator : IValidateOptions<AskingOptions>;

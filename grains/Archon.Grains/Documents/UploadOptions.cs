using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Documents;

/// <summary>What may be handed in. Section <c>Archon:Uploads</c>.</summary>
public sealed class UploadOptions
{
    /// <summary>Most bytes of one document, 1,024 to 268,435,456. Default: 10 MB (10,485,760), as for a page.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Most documents of one crawl, 1 to 1,000,000. Default: 100,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxDocuments { get; set; } = 100_000;

    /// <summary>Most bytes that lie in the store, of all crawls together, and are not read yet; 1 MB to 1 TB. Default: 4 GB (4,294,967,296).</summary>
    [Range(1024L * 1024, 1024L * 1024 * 1024 * 1024)]
    public long MaxWaitingBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>
    /// How long documents are kept whose crawl was never begun, and those that could not be read, for a retry. 00:01:00 to 30.00:00:00. Default: 1 day.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeepTime { get; set; } = TimeSpan.FromDays(1);
}

[OptionsValidator]
internal sealed partial class UploadOptionsValidator : IValidateOptions<UploadOptions>;

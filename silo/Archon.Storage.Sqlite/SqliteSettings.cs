using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Storage.Sqlite;

/// <summary>Section <c>Archon:Sqlite</c>: what may be chosen of the embedded store.</summary>
public sealed class SqliteSettings
{
    /// <summary>Section of the settings.</summary>
    public const string Section = "Archon:Sqlite";

    internal const int DefaultVectorMegabytes = 64;

    /// <summary>
    /// Megabytes of memory, 0 to 4096, in which a node that is searched keeps its vectors: a byte a dimension and 24 for each, or shorter where there is no room, down to 152 bytes. Of more
    /// than there is room for and of more than 200,000 a search compares only what its words found; up to there it reads them from the file, a tenth of a second for 100,000.
    /// Default: 64, for 119,000 whole ones of the built-in embedder and 421,000 short ones.
    /// </summary>
    [Range(0, 4_096)]
    public int VectorMegabytes { get; set; } = DefaultVectorMegabytes;
}

/// <inheritdoc/>
[OptionsValidator]
public sealed partial class SqliteSettingsValidator : IValidateOptions<SqliteSettings>;

using System.ComponentModel.DataAnnotations;

namespace Archon.Storage.Sqlite;

/// <summary>Where the embedded store lives.</summary>
public sealed class SqliteOptions
{
    /// <summary>Path of the database file; it and its folder are created. Required.</summary>
    [Required]
    public string Path { get; set; } = "";

    /// <summary>Megabytes of memory for searching by vector, see <see cref="SqliteSettings.VectorMegabytes"/>.</summary>
    public int VectorMegabytes { get; set; } = SqliteSettings.DefaultVectorMegabytes;
}

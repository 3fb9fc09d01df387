using System.Globalization;

namespace Archon.Ports.Storage;

/// <summary>Where a list of chunks goes on: after this chunk of the document with this URL.</summary>
/// <param name="Url">Canonical URL of a document.</param>
/// <param name="Ordinal">A chunk's place in it.</param>
public sealed record ChunkCursor(string Url, int Ordinal)
{
    /// <summary>Before the first chunk.</summary>
    public static ChunkCursor Start { get; } = new("", -1);

    /// <summary>As <see cref="Read"/> takes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ordinal} {Url}");

    /// <summary>Reads a cursor; null is the list's beginning.</summary>
    /// <exception cref="ArgumentException">It is none of a list of chunks.</exception>
    public static ChunkCursor Read(string? cursor)
    {
        if (cursor is null)
        {
            return Start;
        }

        var space = cursor.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && int.TryParse(cursor.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? new ChunkCursor(cursor[(space + 1)..], ordinal)
            : throw new ArgumentException($"'{cursor}' is not a cursor of this list; pass NextCursor of the page before.", nameof(cursor));
    }
}

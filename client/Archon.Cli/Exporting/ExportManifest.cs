using System.Security.Cryptography;
using System.Text;

namespace Archon.Cli.Exporting;

/// <summary>
/// Which files an export of a source has written into a folder, so that the next one takes away those of pages that are gone. What was not written by an
/// export, or was changed since, is somebody's own and stays. Its lines are those of sha256sum.
/// </summary>
/// <param name="root">The folder, absolute.</param>
/// <param name="sourceId">Whose pages they are: a folder may hold exports of several sources.</param>
internal sealed class ExportManifest(string root, string sourceId)
{
    private const int DigestLength = 64;
    private const string Gap = "  ";

    // A disk that does not tell upper from lower case, or how a letter is composed, has one file for both.
    private readonly SortedDictionary<string, string> _lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _path = Path.Combine(root, $".archon-export-{SafeName.From(sourceId, 100)}.sha256");

    /// <summary>A file was written.</summary>
    /// <param name="path">Relative, with the platform's separators.</param>
    /// <param name="content">All that it holds.</param>
    public void Note(string path, ReadOnlySpan<byte> content)
    {
        var slashes = path.Replace(Path.DirectorySeparatorChar, '/');
        _lines[Key(slashes)] = $"{Digest(SHA256.HashData(content))}{Gap}{slashes}";
    }

    /// <summary>Deletes what the last export wrote and this one did not, and remembers this one; how many files were deleted.</summary>
    public int Complete()
    {
        var removed = 0;
        foreach (var line in File.Exists(_path) ? File.ReadAllLines(_path) : [])
        {
            if (line.Length > DigestLength + Gap.Length
                && line[(DigestLength + Gap.Length)..] is var path
                && !_lines.ContainsKey(Key(path))
                && Remove(path, line[..DigestLength]))
            {
                removed++;
            }
        }

        var half = $"{_path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(half, string.Concat(_lines.Values.Select(line => line + "\n")));
            File.Move(half, _path, overwrite: true);
        }
        finally
        {
            File.Delete(half);
        }

        return removed;
    }

    private static string Key(string path) => path.Normalize(NormalizationForm.FormC);

    private static string Digest(byte[] hash) => Convert.ToHexStringLower(hash);

    private bool Remove(string path, string digest)
    {
        var file = Path.GetFullPath(Path.Combine(root, path));
        if (!file.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !IsAsWritten(file, digest))
        {
            return false;
        }

        File.Delete(file);
        for (var folder = Path.GetDirectoryName(file)!; folder.Length > root.Length && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
        {
            Directory.Delete(folder);
        }

        return true;
    }

    private static bool IsAsWritten(string file, string digest)
    {
        try
        {
            using var content = File.OpenRead(file);
            return Digest(SHA256.HashData(content)) == digest;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

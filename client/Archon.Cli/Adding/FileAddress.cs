namespace Archon.Cli.Adding;

/// <summary>The <c>file:</c> address of a file or folder of this machine (RFC 8089). Not by <see cref="Uri"/>, which takes a backslash in a name for a slash.</summary>
internal static class FileAddress
{
    /// <summary>True for an address of what was handed in, whatever machine it came from.</summary>
    public static bool IsMeant(string text) =>
        text.StartsWith("file:///", StringComparison.OrdinalIgnoreCase) || text.StartsWith("upload:///", StringComparison.OrdinalIgnoreCase);

    /// <summary>Of a file.</summary>
    /// <param name="path">Absolute path.</param>
    public static string Of(string path)
    {
        var slashes = Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');
        return "file:///" + string.Join('/', slashes.TrimStart('/').Split('/').Select(Uri.EscapeDataString));
    }

    /// <summary>Of a folder; it ends with a slash.</summary>
    /// <param name="path">Absolute path.</param>
    public static string OfFolder(string path) => Of(path.TrimEnd(Path.DirectorySeparatorChar, '/')) + "/";
}

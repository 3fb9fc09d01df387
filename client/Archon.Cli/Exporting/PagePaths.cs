using System.Text;

namespace Archon.Cli.Exporting;

/// <summary>
/// Where each page of an export goes: host, then path. Two addresses that would share a file, also on a disk that does not tell
/// upper from lower case, get two.
/// </summary>
internal sealed class PagePaths
{
    private const string Extension = ".md";
    private const int DigestLength = 9;

    private static readonly string[] DocumentExtensions = [".html", ".htm", ".xhtml", Extension];

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A relative path with the platform's separators.</summary>
    public string For(string url)
    {
        var uri = new Uri(url, UriKind.Absolute);
        var segments = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        var isFolder = segments.Count == 0 || uri.AbsolutePath.EndsWith('/');
        var name = isFolder ? "index" : WithoutExtension(segments[^1]);
        if (!isFolder)
        {
            segments.RemoveAt(segments.Count - 1);
        }

        // What was handed in has no host.
        var host = uri.Host.Length == 0 ? uri.Scheme : uri.IsDefaultPort ? uri.Host : $"{uri.Host}_{uri.Port}";
        var folders = segments.Prepend(host).Select(Folder).ToArray();
        var stem = SafeName.From(name, SafeName.MaxBytes - Extension.Length - DigestLength);
        var isPlain = uri.Query.Length <= 1 && uri.Fragment.Length <= 1;
        if (isPlain && Take(folders, stem) is { } path)
        {
            return path;
        }

        // A query, a route, or a name that is taken. The digest of the whole address tells them apart, and is the same next time.
        return Take(folders, $"{stem}-{SafeName.Digest(url)}") ?? TakeNumbered(folders, stem, url);
    }

    private string? Take(string[] folders, string stem)
    {
        var path = Path.Combine([.. folders, stem + Extension]);
        return _taken.Add(path.Normalize(NormalizationForm.FormC)) ? path : null;
    }

    private string TakeNumbered(string[] folders, string stem, string url)
    {
        for (var number = 2; ; number++)
        {
            if (Take(folders, $"{stem}-{SafeName.Digest($"{number} {url}")}") is { } path)
            {
                return path;
            }
        }
    }

    /// <summary>A folder never ends like a page's file, so that no file stands where a folder is needed.</summary>
    private static string Folder(string segment)
    {
        var name = SafeName.From(segment, SafeName.MaxBytes - 1);
        return name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? $"{name}_" : name;
    }

    private static string WithoutExtension(string name)
    {
        var extension = DocumentExtensions.FirstOrDefault(known => name.EndsWith(known, StringComparison.OrdinalIgnoreCase));
        return extension is null || extension.Length == name.Length ? name : name[..^extension.Length];
    }
}

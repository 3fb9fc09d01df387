using System.Security.Cryptography;

namespace Archon.Gateway.Web;

/// <summary>One embedded file of the web page.</summary>
internal sealed record WebFile(string Path, string ContentType, string ETag, byte[] Content)
{
    private const string Prefix = "wwwroot/";

    /// <summary>All of them, read once.</summary>
    public static IEnumerable<WebFile> LoadAll() =>
        typeof(WebFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(Load);

    private static WebFile Load(string name)
    {
        using var stream = typeof(WebFile).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
        return new WebFile(name[Prefix.Length..].Replace('\\', '/'), ContentTypeOf(name), $"\"{hash}\"", content);
    }

    private static string ContentTypeOf(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new NotSupportedException($"{name}: say which content type '{other}' has."),
    };
}

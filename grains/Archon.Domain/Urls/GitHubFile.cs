namespace Archon.Domain.Urls;

/// <summary>
/// A file that GitHub shows as a page of its own site (<c>github.com/owner/name/blob/branch/path</c>): what it says is at
/// <c>raw.githubusercontent.com/owner/name/branch/path</c>, without the site around it.
/// </summary>
public static class GitHubFile
{
    private const string RawHost = "raw.githubusercontent.com";

    /// <summary>True for an address of the file itself.</summary>
    public static bool IsRaw(CanonicalUrl url) => url.HostSpan.SequenceEqual(RawHost);

    /// <summary>The file itself, when the address shows one.</summary>
    public static bool TryRaw(CanonicalUrl url, out CanonicalUrl raw)
    {
        raw = default;
        if (!url.HasDefaultPort || !(url.HostSpan.SequenceEqual("github.com") || url.HostSpan.SequenceEqual("www.github.com")))
        {
            return false;
        }

        // /owner/name/blob/branch/path: a branch may have slashes, which stand in the other address just as well.
        var parts = url.Path.Split('/', 5);
        return parts is ["", { Length: > 0 } owner, { Length: > 0 } name, "blob" or "raw", { Length: > 0 } file]
            && file.IndexOf('/') is var slash and > 0 && slash < file.Length - 1
            && CanonicalUrl.TryParse($"https://{RawHost}/{owner}/{name}/{file}", out raw);
    }
}

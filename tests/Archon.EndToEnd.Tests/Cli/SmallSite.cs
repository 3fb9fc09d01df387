using System.Text;

namespace Archon.EndToEnd.Tests.Cli;

/// <summary>A site of a few pages, one of which links to what is not there.</summary>
internal static class SmallSite
{
    /// <summary>The index and its guides.</summary>
    public const int PageCount = 4;

    public static IReadOnlyDictionary<string, byte[]> Pages { get; } = Site(withBrokenLink: false);

    public static IReadOnlyDictionary<string, byte[]> PagesWithABrokenLink { get; } = Site(withBrokenLink: true);

    private static Dictionary<string, byte[]> Site(bool withBrokenLink)
    {
        var broken = withBrokenLink ? "<a href='/gone.html'>gone</a>" : "";
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["/"] = Page("Manual", $"<p>Start here.</p><a href='/open.html'>open</a> <a href='/close.html'>close</a> <a href='/write.html'>write</a> {broken}"),
            ["/open.html"] = Page("Opening \u001b]0;evil\u0007 files", "<p>Call the function open to open a file for reading.</p><pre><code class='language-c'>open(\"x\");</code></pre>"),
            ["/close.html"] = Page("Closing files", "<p>A descriptor is given back by closing it.</p>"),
            ["/write.html"] = Page("Writing: \"quoted\" # title", "<p>Bytes are written in order.</p>"),
        };
    }

    private static byte[] Page(string title, string body) => Encoding.UTF8.GetBytes(
        $"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>");
}

using System.Globalization;
using System.Text;

namespace Archon.EndToEnd.Tests.Sites;

/// <summary>A site of any number of pages: each links to the next few, every tenth has code.</summary>
internal static class SyntheticPages
{
    private const int LinksPerPage = 8;

    public static IReadOnlyDictionary<string, byte[]> Make(int count) =>
        Enumerable.Range(0, count).ToDictionary(Path, page => Html(page, count), StringComparer.Ordinal);

    public static string Path(int page) => page == 0 ? "/index.html" : string.Create(CultureInfo.InvariantCulture, $"/page-{page}.html");

    private static byte[] Html(int page, int count)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=en><head><meta charset=utf-8><title>Page {page}</title></head><body><main><h1>Page {page}</h1>");
        for (var paragraph = 0; paragraph < 4; paragraph++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>Section {paragraph}</h2><p>This is what page {page} says about topic {(page * 7) + paragraph}. ").AppendJoin("", Enumerable.Range(0, 20).Select(n => $"It goes on about {Spelled((page * 80) + (paragraph * 20) + n)}. ")).Append("</p>");
        }

        if (page % 10 == 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<pre><code class=language-c>#include &lt;x&gt;\n\tint page_{page};\n</code></pre>");
        }

        for (var link = 1; link <= LinksPerPage; link++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<a href='{Path(Math.Min((page * LinksPerPage) + link, count - 1))}'>next</a> ");
        }

        return Encoding.UTF8.GetBytes(html.Append("</main></body></html>").ToString());
    }

    // Pages that differ in numbers alone would be a trap to a crawler.
    private static string Spelled(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)(digit - '0' + 'a')));
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Archon.Chaos.Sites;

/// <summary>
/// A site that follows from its name, its number of pages and its latency: pages in a tree of eight links each, some that redirect, some that are
/// missing, and, when the name ends in <see cref="Scripted"/>, some that a script writes. So the same address has the same content in every process and every run, and what a crawl must find is known.
/// </summary>
/// <param name="Name">Keeps sites of one server apart: letters and digits.</param>
/// <param name="Pages">Numbered pages, from 0.</param>
/// <param name="Latency">Mean time until a page answers; each page has its own, half to one and a half of it.</param>
internal sealed record SitePlan(string Name, int Pages, TimeSpan Latency)
{
    /// <summary>End of the name of a site that needs a browser.</summary>
    public const string Scripted = "js";

    private const int LinksPerPage = 8;

    /// <summary>Path of all of it, with slashes at both ends.</summary>
    public string Folder { get; } = string.Create(CultureInfo.InvariantCulture, $"/{Name}-{Pages}-{Latency.TotalMilliseconds:0}/");

    public string Seed => Folder + "p0.html";

    /// <summary>What a crawl of all of it finds, by path.</summary>
    public IReadOnlyDictionary<string, PageFate> Expected()
    {
        var fates = new Dictionary<string, PageFate>(StringComparer.Ordinal);
        for (var page = 0; page < Pages; page++)
        {
            if (IsMoved(page))
            {
                fates[$"{Folder}p{page}.html"] = PageFate.Redirected;
                fates[$"{Folder}moved{page}.html"] = PageFate.Stored;
            }
            else
            {
                fates[$"{Folder}p{page}.html"] = PageFate.Stored;
            }

            if (HasMissing(page))
            {
                fates[$"{Folder}missing{page}.html"] = PageFate.Missing;
            }

            if (HasAlias(page))
            {
                fates[$"{Folder}alias{page}.html"] = PageFate.Redirected;
            }
        }

        return fates;
    }

    /// <summary>The site and the page that a path asks for; null when it is of no site.</summary>
    public static (SitePlan Site, string File)? Find(string path)
    {
        var parts = path.Split('/');
        var names = parts.Length == 3 ? parts[1].Split('-') : [];
        return names.Length == 3
            && int.TryParse(names[1], CultureInfo.InvariantCulture, out var pages)
            && int.TryParse(names[2], CultureInfo.InvariantCulture, out var latency)
            ? (new SitePlan(names[0], pages, TimeSpan.FromMilliseconds(latency)), parts[2])
            : null;
    }

    /// <summary>What a file of it answers.</summary>
    public SiteAnswer Answer(string file)
    {
        var stem = Path.GetFileNameWithoutExtension(file);
        var letters = stem.TrimEnd("0123456789".ToCharArray());
        if (!int.TryParse(stem.AsSpan(letters.Length), CultureInfo.InvariantCulture, out var page) || page >= Pages)
        {
            return new SiteAnswer(404);
        }

        return letters switch
        {
            "p" when IsMoved(page) => new SiteAnswer(302, Location: $"{Folder}moved{page}.html"),
            "p" when IsScripted(page) => new SiteAnswer(200, Shell(page)),
            "p" => new SiteAnswer(200, Html(page)),
            "moved" when IsMoved(page) => new SiteAnswer(200, Html(page)),
            "alias" when HasAlias(page) => new SiteAnswer(301, Location: $"{Folder}p{page - 1}.html"),
            _ => new SiteAnswer(404),
        };
    }

    /// <summary>How long this file takes to answer.</summary>
    public TimeSpan LatencyOf(string file)
    {
        var hash = file.Aggregate(17u, (sum, letter) => (sum * 31) + letter);
        return Latency * (0.5 + (hash % 1000 / 1000.0));
    }

    public static string Title(int page) => string.Create(CultureInfo.InvariantCulture, $"Page {page}");

    // The seed stays where it is: one that moves takes the crawl's scope with it.
    private static bool IsMoved(int page) => page % 50 == 7;

    // Its links are in what the script writes: without a browser a crawl misses the pages below.
    private bool IsScripted(int page) => Name.EndsWith(Scripted, StringComparison.Ordinal) && page % 70 == 20;

    private static bool HasMissing(int page) => page % 40 == 5;

    // To the page before, which others link to as well: two ways to one page at the same time.
    private static bool HasAlias(int page) => page % 60 == 11;

    // Pages that differ in numbers alone would be a trap to a crawler.
    private static string Spelled(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)(digit - '0' + 'a')));

    private string Shell(int page)
    {
        var html = Html(page);
        var main = html[html.IndexOf("<main>", StringComparison.Ordinal)..html.IndexOf("</body>", StringComparison.Ordinal)];
        return $"<!doctype html><html lang=en><head><meta charset=utf-8><title>{Title(page)}</title></head><body><div id=root></div>"
            + $"<script>document.getElementById('root').innerHTML = {JsonSerializer.Serialize(main)};</script></body></html>";
    }

    private string Html(int page)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=en><head><meta charset=utf-8><title>{Title(page)}</title></head><body><main><h1>{Title(page)}</h1>");
        for (var section = 0; section < 3; section++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>Section {section}</h2><p>What {Name} says on page {page} about topic {(page * 7) + section}. ");
            html.AppendJoin("", Enumerable.Range(0, 12).Select(n => $"It goes on about {Spelled((page * 36) + (section * 12) + n)} and then it ends. ")).Append("</p>");
        }

        if (page % 10 == 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<pre><code class=language-c>#include &lt;x&gt;\n\tint page_{page};\n</code></pre>");
        }

        for (var link = 1; link <= LinksPerPage && (page * LinksPerPage) + link < Pages; link++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<a href='p{(page * LinksPerPage) + link}.html'>next</a> ");
        }

        html.Append(CultureInfo.InvariantCulture, $"<a href='p{page * 7 % Pages}.html'>elsewhere</a> ");
        if (HasMissing(page))
        {
            html.Append(CultureInfo.InvariantCulture, $"<a href='missing{page}.html'>gone</a> ");
        }

        if (HasAlias(page))
        {
            html.Append(CultureInfo.InvariantCulture, $"<a href='alias{page}.html'>before</a> ");
        }

        return html.Append("</main></body></html>").ToString();
    }
}

using System.Text;
using Archon.Benchmarks.Crawling;

namespace Archon.Benchmarks.Rendering;

/// <summary>A site of real pages that are written by JavaScript: each is the same shell, whose script fetches the text and puts it in.</summary>
internal static class ScriptedPages
{
    private const string Shell = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Manual</title><script>
        addEventListener('DOMContentLoaded', async () => {
          const answer = await fetch('/text' + location.pathname);
          const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
          document.title = page.title;
          document.getElementById('root').innerHTML = page.body.innerHTML;
          document.body.dataset.ready = 'yes';
        });
        </script></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>
        """;

    /// <summary>The shells by path, and the texts under <c>/text</c>.</summary>
    public static Dictionary<string, byte[]> Of(string folder)
    {
        var shell = Encoding.UTF8.GetBytes(Shell);
        var site = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (path, text) in StaticSite.Read(folder).Where(page => page.Key.EndsWith(".html", StringComparison.Ordinal)))
        {
            site[path] = shell;
            site["/text" + path] = text;
        }

        return site;
    }
}

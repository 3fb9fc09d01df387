using System.Text;

namespace Archon.EndToEnd.Tests.Sites;

/// <summary>The PostgreSQL manual as an application of JavaScript: each page is one and the same shell, whose script fetches the text and puts it in.</summary>
internal static class ScriptedManual
{
    private const string Shell = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Manual</title><script>
        addEventListener('DOMContentLoaded', async () => {
          const answer = await fetch('/text' + location.pathname);
          const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
          document.title = page.title;
          document.getElementById('root').innerHTML = page.body.innerHTML;
        });
        </script></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>
        """;

    /// <summary>Its files by path: the shells, and the texts under <c>/text</c>.</summary>
    public static IReadOnlyDictionary<string, byte[]> Pages { get; } = Read();

    private static Dictionary<string, byte[]> Read()
    {
        var shell = Encoding.UTF8.GetBytes(Shell);
        var pages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (path, text) in PostgresManual.Pages.Where(page => page.Key.EndsWith(".html", StringComparison.Ordinal)))
        {
            pages[path] = shell;
            pages["/text" + path] = text;
        }

        return pages;
    }
}

using System.Text;

namespace Archon.EndToEnd.Tests.Sites;

/// <summary>A manual that is one document: its script shows another page for each route behind the hash, as docsify does.</summary>
internal static class RoutedManual
{
    private const string Shell = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Manual</title><script>
        const show = async () => {
          const route = location.hash.replace(/^#\//, '').replace(/\?.*/, '') || 'home';
          const answer = await fetch('text/' + route + '.html');
          document.getElementById('app').innerHTML = answer.ok ? '<main>' + await answer.text() + '</main>' : '<main><h1>404</h1></main>';
        };
        addEventListener('DOMContentLoaded', show);
        addEventListener('hashchange', show);
        </script></head><body><div id="app">Loading…</div></body></html>
        """;

    /// <summary>Its files by path: the one document, and the texts it asks for.</summary>
    public static IReadOnlyDictionary<string, byte[]> Pages { get; } = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["/manual/index.html"] = Encoding.UTF8.GetBytes(Shell),
        ["/manual/text/home.html"] = Text("Home", "Where everything begins, and from where every other page of this manual is reached.", "#/guide", "#/guide?id=first", "#/api/", "#place"),
        ["/manual/text/guide.html"] = Text("Guide", "How the server is installed, started for the first time, and stopped again without losing anything.", "#/", "#/guide?id=second", "#/api/index"),
        ["/manual/text/api/.html"] = Text("Calls", "Which calls the server understands, what each of them answers, and what it costs to ask.", "#/api/index"),
        ["/manual/text/api/index.html"] = Text("Index of calls", "All calls in the order of the alphabet, with a word on what is deprecated and since when.", "#/guide"),
    };

    private static byte[] Text(string title, string text, params string[] links) => Encoding.UTF8.GetBytes(
        $"<h1>{title}</h1><p>{text}</p><ul>{string.Concat(links.Select(link => $"<li><a href=\"{link}\">{link}</a></li>"))}</ul>");
}

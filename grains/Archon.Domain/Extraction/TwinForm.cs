using System.Collections.Immutable;
using Archon.Domain.Discovery;
using Archon.Domain.Urls;

namespace Archon.Domain.Extraction;

/// <summary>How the address of a page's Markdown is made of the page's own, as a site's llms.txt shows it. Stored; the numbers never move.</summary>
public enum TwinForm
{
    /// <summary>The site lists none.</summary>
    None = 0,

    /// <summary><c>/guide.md</c> for <c>/guide</c>, <c>/guide.html</c> and <c>/guide/</c>.</summary>
    Replaced = 1,

    /// <summary><c>/guide.html.md</c> for <c>/guide.html</c>, <c>/guide/index.html.md</c> for <c>/guide/</c> (llmstxt.org).</summary>
    Appended = 2,

    /// <summary><c>/guide/index.md</c> for <c>/guide/</c>, <c>/guide</c> and <c>/guide.html</c>.</summary>
    Index = 3,
}

/// <summary>What a <see cref="TwinForm"/> means.</summary>
public static class TwinForms
{
    private static readonly ImmutableArray<string> Html = [".html", ".htm"];

    /// <summary>The form that most of a list's Markdown files have.</summary>
    /// <param name="listed">What a site's llms.txt lists; what is no Markdown does not count.</param>
    public static TwinForm Of(IEnumerable<CanonicalUrl> listed)
    {
        ArgumentNullException.ThrowIfNull(listed);
        var forms = listed.Where(SiteFiles.IsMarkdown).CountBy(FormOf).ToList();
        return forms.Count == 0 ? TwinForm.None : forms.OrderByDescending(form => form.Value).ThenBy(form => form.Key).First().Key;
    }

    /// <summary>Where a page's Markdown would be; null when the site lists none, and for an address with a query or a route.</summary>
    public static CanonicalUrl? TwinOf(this TwinForm form, CanonicalUrl page)
    {
        if (form == TwinForm.None || page.PathAndQuerySpan.Length > page.PathSpan.Length || page.Route.Length > 0 || SiteFiles.IsMarkdown(page))
        {
            return null;
        }

        var path = page.Path;
        var isFolder = path.EndsWith('/');
        var bare = Html.FirstOrDefault(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) is { } html ? path[..^html.Length] : path;
        var twin = form switch
        {
            TwinForm.Appended => isFolder ? $"{path}index.html.md" : $"{path}.md",
            TwinForm.Index => isFolder ? $"{path}index.md" : IsIndex(bare) ? $"{bare}.md" : $"{bare}/index.md",
            _ => path == "/" ? "/index.md" : $"{bare.TrimEnd('/')}.md",
        };
        return CanonicalUrl.TryParse(page.Origin + twin, out var url) ? url : null;
    }

    /// <summary>The addresses that the page of such a file may have, likeliest first.</summary>
    public static ImmutableArray<string> PagesOf(CanonicalUrl twin)
    {
        if (!SiteFiles.IsMarkdown(twin))
        {
            return [];
        }

        var bare = twin.Path[..^".md".Length];
        var html = Html.FirstOrDefault(extension => bare.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        var name = html is null ? bare : bare[..^html.Length];
        string[] paths = IsIndex(name)
            ? [name[..^"index".Length], $"{name}.html", name[..^"/index".Length], name]
            : [name, $"{name}.html", $"{name}/", $"{name}.htm", $"{name}/index.html"];
        return
        [
            .. paths.Select(path => CanonicalUrl.TryParse(twin.Origin + path, out var page) ? page : default)
                .Where(page => page != default)
                .Select(page => page.Value)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static TwinForm FormOf(CanonicalUrl listed)
    {
        var bare = listed.Path[..^".md".Length];
        return Html.Any(extension => bare.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) ? TwinForm.Appended
            : IsIndex(bare) ? TwinForm.Index
            : TwinForm.Replaced;
    }

    private static bool IsIndex(string bare) => bare.EndsWith("/index", StringComparison.OrdinalIgnoreCase);
}

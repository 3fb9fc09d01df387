using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What a page says of itself in <c>title</c>, <c>base</c>, <c>link</c> and <c>meta</c>, wherever they stand.</summary>
/// <param name="links">What the page links to: a <c>meta</c> may send its reader on.</param>
internal sealed class PageHead(LinkCollector links)
{
    public LinkCollector Sitemaps { get; } = new();

    public string? Title { get; private set; }

    public string? Language { get; private set; }

    public string? BaseReference { get; private set; }

    public string? CanonicalReference { get; private set; }

    public string? MarkdownReference { get; private set; }

    public bool NoIndex { get; private set; }

    public bool NoFollow { get; private set; }

    /// <summary>Begins a page.</summary>
    /// <param name="root">Its outermost element, which may name its language; null for none.</param>
    public void Begin(IElement? root)
    {
        Sitemaps.Clear();
        Title = BaseReference = CanonicalReference = MarkdownReference = null;
        NoIndex = NoFollow = false;
        Language = Stated(root?.GetAttribute("lang")) ?? Stated(root?.GetAttribute("xml:lang"));
    }

    /// <summary>Reads an element, if it is one of these.</summary>
    public void Read(IElement element)
    {
        switch (element.LocalName)
        {
            case "title" when Title is null && element.ParentElement?.LocalName is not "svg":
                Title = OneLine.Of(element.TextContent);
                break;

            case "base":
                BaseReference ??= element.GetAttribute("href");
                break;

            case "link" when Names(element.GetAttribute("rel"), "canonical"):
                CanonicalReference ??= element.GetAttribute("href");
                break;

            case "link" when Names(element.GetAttribute("rel"), "sitemap") && element.GetAttribute("href") is { } sitemap:
                Sitemaps.Add(sitemap);
                break;

            case "link" when Names(element.GetAttribute("rel"), "alternate") && MarkdownTwin.IsMarkdown(element.GetAttribute("type")):
                MarkdownReference ??= element.GetAttribute("href");
                break;

            case "meta":
                ReadMeta(element);
                break;
        }
    }

    private void ReadMeta(IElement element)
    {
        var content = element.GetAttribute("content") ?? "";
        var name = element.GetAttribute("name") ?? element.GetAttribute("http-equiv") ?? "";

        switch (name.Trim().ToLowerInvariant())
        {
            case "robots" or "archonbot":
                var none = Names(content, "none");
                NoIndex |= none || Names(content, "noindex");
                NoFollow |= none || Names(content, "nofollow");
                break;

            case "refresh" when element.HasAttribute("http-equiv") && MetaRefresh.Target(content) is { } target:
                links.Add(target);
                break;

            case "content-language" or "language":
                Language ??= Stated(content);
                break;
        }
    }

    private static string? Stated(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static bool Names(string? list, string word)
    {
        foreach (var range in list.AsSpan().SplitAny(" ,\t\n\r\f"))
        {
            if (list.AsSpan(range).Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

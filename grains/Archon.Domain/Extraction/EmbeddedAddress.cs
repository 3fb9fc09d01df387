using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Where what is embedded in a page lies, and what that calls it. What counts readers, advertises, asks for comments or is not there to be seen has no address.</summary>
internal static class EmbeddedAddress
{
    // Parts of a host.
    private static readonly string[] Hosts =
    [
        "googletagmanager.", "google-analytics.", "doubleclick.", "googlesyndication.", "amazon-adsystem.", "adservice", "carbonads", "buysellads", "ethicalads", "analytics", "hotjar.",
        "ghbtns.com", "buttons.github.io", "disqus", "utteranc.es", "giscus.", "captcha", "challenges.cloudflare", "js.stripe.com",
        "accounts.google.", "consent", "cookiebot", "newsletter", "subscribe", "mailchimp", "list-manage", "intercom",
    ];

    // Parts of an address with its host.
    private static readonly string[] Plugins = ["facebook.com/plugins", "facebook.com/tr", "platform.twitter.com/widgets", "substack.com/embed"];

    // Parts of any address. What has a title is what that says.
    private static readonly string[] Paths = ["//ads.", "/ads/", "/piwik", "/matomo", "/comments", "captcha"];

    private static readonly string[] Nowhere = ["about:", "javascript:", "data:", "blob:"];
    private static readonly string[] Pictures = [".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"];

    /// <summary>What the page says of it; null when that leads nowhere.</summary>
    public static string? Of(IElement element) =>
        Names(element).Select(element.GetAttribute).Append(element.LocalName is "video" or "audio" ? SourceOf(element) : null)
            .FirstOrDefault(reference => reference?.Trim() is { Length: > 0 } said && said[0] != '#' && !Array.Exists(Nowhere, scheme => said.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether it is none of the text by its address, or by how it is called and not seen.</summary>
    public static bool IsOfSite(IElement element)
    {
        var isTitled = element.HasAttribute("title") || element.HasAttribute("aria-label");
        return (Of(element) is { } address && (Holds(HostOf(address), Hosts) || Holds(address, Plugins) || (!isTitled && Holds(address, Paths))))
            || IsUnseen(element.GetAttribute("style"))
            || (!isTitled && AsideText.IsNamed(element));
    }

    /// <summary>Whether an object is a picture.</summary>
    /// <param name="element">The object.</param>
    /// <param name="address">Its absolute address.</param>
    public static bool IsPicture(IElement element, string address) =>
        element.LocalName is "object" or "embed"
        && (element.GetAttribute("type")?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) is true
            || Array.Exists(Pictures, end => address.AsSpan()[..(address.IndexOfAny(['?', '#']) is var at and >= 0 ? at : address.Length)].EndsWith(end, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What an address calls what lies there: its file, or the host, whose other names are made for no reader.</summary>
    /// <param name="reference">What the page says of it.</param>
    /// <param name="address">The absolute address.</param>
    public static string NameOf(string reference, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return address;
        }

        var last = Uri.UnescapeDataString(uri.AbsolutePath.TrimEnd('/').Split('/')[^1]);
        return last.Length > 0 && (last.LastIndexOf('.') > 0 || !reference.Contains("//", StringComparison.Ordinal)) ? last : uri.Host;
    }

    private static bool Holds(ReadOnlySpan<char> address, string[] parts)
    {
        foreach (var part in parts)
        {
            if (address.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Nothing for an address on the page's own host.
    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> address)
    {
        var start = address.IndexOf("//");
        if (start < 0 || address[..start].Contains('/'))
        {
            return [];
        }

        var host = address[(start + 2)..];
        return host.IndexOfAny('/', '?', '#') is var end and >= 0 ? host[..end] : host;
    }

    private static string[] Names(IElement element) => element.LocalName == "object" ? ["data"] : ["src", "data-src"];

    private static string? SourceOf(IElement element) => PageNodes.ElementsOf(element).FirstOrDefault(child => child.LocalName == "source")?.GetAttribute("src");

    private static bool IsUnseen(string? style) =>
        style?.Replace(" ", "", StringComparison.Ordinal) is { } says
        && (says.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase) || says.Split(';').Any(part => part is "width:0" or "height:0" or "width:0px" or "height:0px" or "width:1px" or "height:1px"));
}

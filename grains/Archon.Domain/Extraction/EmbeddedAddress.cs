using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Where what is embedded in a page lies, and what that calls it. What counts readers, advertises, asks for comments or is not there to be seen has no address.</summary>
internal static class EmbeddedAddress
{
    // Parts of an address.
    private static readonly string[] Sites =
    [
        "googletagmanager.", "google-analytics.", "doubleclick.", "googlesyndication.", "amazon-adsystem.", "adservice", "//ads.", "/ads/", "carbonads", "buysellads", "ethicalads", "analytics", "/piwik", "/matomo", "hotjar.",
        "facebook.com/plugins", "facebook.com/tr", "platform.twitter.com/widgets", "ghbtns.com", "buttons.github.io", "disqus", "utteranc.es", "giscus.", "/comments", "captcha", "challenges.cloudflare", "js.stripe.com",
        "accounts.google.", "consent", "cookiebot", "newsletter", "subscribe", "mailchimp", "list-manage", "substack.com/embed", "intercom",
    ];

    private static readonly string[] Nowhere = ["about:", "javascript:", "data:", "blob:"];
    private static readonly string[] Pictures = [".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"];

    /// <summary>What the page says of it; null when that leads nowhere.</summary>
    public static string? Of(IElement element) =>
        Names(element).Select(element.GetAttribute).Append(element.LocalName is "video" or "audio" ? SourceOf(element) : null)
            .FirstOrDefault(reference => reference?.Trim() is { Length: > 0 } said && said[0] != '#' && !Array.Exists(Nowhere, scheme => said.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether it is none of the text by its address, or by how it is called and not seen.</summary>
    public static bool IsOfSite(IElement element) =>
        (Of(element) is { } address && Array.Exists(Sites, part => address.Contains(part, StringComparison.OrdinalIgnoreCase)))
        || IsUnseen(element.GetAttribute("style"))
        || (!element.HasAttribute("title") && !element.HasAttribute("aria-label") && AsideText.IsNamed(element));

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

    private static string[] Names(IElement element) => element.LocalName == "object" ? ["data"] : ["src", "data-src"];

    private static string? SourceOf(IElement element) => PageNodes.ElementsOf(element).FirstOrDefault(child => child.LocalName == "source")?.GetAttribute("src");

    private static bool IsUnseen(string? style) =>
        style?.Replace(" ", "", StringComparison.Ordinal) is { } says
        && (says.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase) || says.Split(';').Any(part => part is "width:0" or "height:0" or "width:0px" or "height:0px" or "width:1px" or "height:1px"));
}

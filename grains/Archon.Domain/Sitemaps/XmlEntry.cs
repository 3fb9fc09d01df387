using System.Text;
using System.Xml;

namespace Archon.Domain.Sitemaps;

/// <summary>Gathers one entry after the other while a reader passes over them. Only what stands directly in an entry counts: images have addresses, too.</summary>
internal sealed class XmlEntry(SitemapKind kind)
{
    /// <summary>Characters of one member; an address that is longer is refused for its length.</summary>
    private const int MostCharacters = 4096;

    private readonly StringBuilder _text = new();
    private int _depth = -1;
    private string? _member;
    private string? _location;
    private string? _otherLocation;
    private string? _changed;

    private string EntryName { get; } = kind switch
    {
        SitemapKind.Index => "sitemap",
        SitemapKind.Rss => "item",
        SitemapKind.Atom => "entry",
        _ => "url",
    };

    /// <summary>The entry that ends with the node under the reader, or null.</summary>
    public SitemapEntry? Read(XmlReader xml)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element when _depth < 0:
                Begin(xml);
                break;
            case XmlNodeType.Element when xml.Depth == _depth + 1:
                BeginMember(xml);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when _member is not null && xml.Depth == _depth + 2:
                _text.Append(xml.Value.AsSpan(0, Math.Min(xml.Value.Length, MostCharacters - Math.Min(_text.Length, MostCharacters))));
                break;
            case XmlNodeType.EndElement when _member is not null && xml.Depth == _depth + 1:
                EndMember();
                break;
            case XmlNodeType.EndElement when xml.Depth == _depth:
                return End();
        }

        return null;
    }

    private void Begin(XmlReader xml)
    {
        if (!xml.IsEmptyElement && xml.LocalName.Equals(EntryName, StringComparison.OrdinalIgnoreCase))
        {
            _depth = xml.Depth;
        }
    }

    private void BeginMember(XmlReader xml)
    {
        var name = xml.LocalName.ToLowerInvariant();
        if (name == "link" && xml.GetAttribute("href") is { } href)
        {
            // An Atom link without a relation leads to the page; the other relations lead elsewhere.
            if (xml.GetAttribute("rel") is null or "alternate")
            {
                _otherLocation ??= href.Trim();
            }

            return;
        }

        if (!xml.IsEmptyElement)
        {
            _member = name;
            _text.Clear();
        }
    }

    private void EndMember()
    {
        var text = _text.ToString().Trim();
        switch (_member)
        {
            case "loc" when kind is SitemapKind.Pages or SitemapKind.Index:
            case "link" when kind is SitemapKind.Rss:
                _location ??= text.Length > 0 ? text : null;
                break;
            case "lastmod" or "pubdate" or "date" or "updated":
                _changed ??= text;
                break;
        }

        _member = null;
    }

    private SitemapEntry? End()
    {
        var location = _location ?? _otherLocation;
        var entry = string.IsNullOrEmpty(location) ? null : new SitemapEntry(location, LastModified.Parse(_changed));
        (_depth, _member, _location, _otherLocation, _changed) = (-1, null, null, null, null);
        return entry;
    }
}

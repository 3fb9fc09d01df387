using System.Collections.Immutable;
using Archon.Domain.Urls;

namespace Archon.Domain.Extraction;

/// <summary>
/// Gathers what a page links to. A fragment names a place inside a page and not another page, so addresses are kept without it; unless it is a
/// route, and a browser has rendered the page.
/// </summary>
internal sealed class LinkCollector
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _seenBySpan;
    private readonly List<string> _references = [];
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);

    /// <summary>The page was rendered: its scripts may show another page for a route.</summary>
    public bool KeepsRoutes { get; set; }

    public LinkCollector()
    {
        _seenBySpan = _seen.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public void Clear()
    {
        _seen.Clear();
        _references.Clear();
        _sources.Clear();
    }

    /// <param name="reference">As the page has it; null for none.</param>
    /// <param name="isSource">The page calls it the source of something.</param>
    public void Add(string? reference, bool isSource = false)
    {
        if (reference is null)
        {
            return;
        }

        var text = reference.AsSpan().Trim();
        var hash = text.IndexOf('#');

        if (hash >= 0 && !(KeepsRoutes && HashRoute.IsIn(text)))
        {
            text = text[..hash];
        }

        if (isSource)
        {
            _sources.Add(text.ToString());
        }

        if (!text.IsEmpty && _seenBySpan.Add(text))
        {
            _references.Add(text.Length == reference.Length ? reference : text.ToString());
        }
    }

    /// <summary>The links, absolute, each once.</summary>
    /// <param name="resolver">Knows what they are relative to.</param>
    /// <param name="stored">The page when its text is stored, so that the source it was made of is not wanted; null for all links.</param>
    public ImmutableArray<string> Resolve(LinkResolver resolver, Uri? stored = null)
    {
        _seen.Clear();
        var links = ImmutableArray.CreateBuilder<string>(_references.Count);

        foreach (var reference in _references)
        {
            if (resolver.Resolve(reference) is { } link && _seen.Add(link) && !(stored is not null && OwnSource.IsAt(link, stored, _sources.Contains(reference))))
            {
                links.Add(link);
            }
        }

        return links.DrainToImmutable();
    }
}

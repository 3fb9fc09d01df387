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
    }

    /// <param name="reference">As the page has it; null for none.</param>
    public void Add(string? reference)
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

        if (!text.IsEmpty && _seenBySpan.Add(text))
        {
            _references.Add(text.Length == reference.Length ? reference : text.ToString());
        }
    }

    public ImmutableArray<string> Resolve(LinkResolver resolver)
    {
        _seen.Clear();
        var links = ImmutableArray.CreateBuilder<string>(_references.Count);

        foreach (var reference in _references)
        {
            if (resolver.Resolve(reference) is { } link && _seen.Add(link))
            {
                links.Add(link);
            }
        }

        return links.DrainToImmutable();
    }
}

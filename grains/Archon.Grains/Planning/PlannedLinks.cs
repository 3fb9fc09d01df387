using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Planning;

namespace Archon.Grains.Planning;

/// <summary>What a plan has found so far, each link once. One that is refused in one place and admitted in another would be fetched.</summary>
internal sealed class PlannedLinks(string seed)
{
    private readonly Dictionary<string, PlannedLink> _links = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public int Admitted { get; private set; }

    public int Refused => _links.Count - Admitted;

    /// <summary>The first admitted ones and the first refused ones, half of the room for each as long as both have enough.</summary>
    public IEnumerable<PlannedLink> First(int most)
    {
        var refusedRoom = Math.Max(most / 2, most - Admitted);
        var admittedRoom = Math.Max(most / 2, most - Refused);
        return _order.Select(url => _links[url]).Where(link => link.Reason is null ? admittedRoom-- > 0 : refusedRoom-- > 0);
    }

    /// <summary>The links that would be fetched from an origin.</summary>
    public IEnumerable<CanonicalUrl> AdmittedOf(string origin) =>
        _order.Where(url => _links[url].Reason is null).Select(url => CanonicalUrl.TryParse(url, out var link) ? link : default).Where(link => link != default && link.Origin == origin);

    /// <summary>A link that the rules admit, and something else does not.</summary>
    public void Refuse(string url, PageReason reason)
    {
        if (_links.TryGetValue(url, out var link) && link.Reason is null)
        {
            Admitted--;
            _links[url] = link with { Reason = reason.ToName() };
        }
    }

    public void Add(string url, string foundIn, PageReason reason)
    {
        if (url == seed || (_links.TryGetValue(url, out var known) && (known.Reason is null || reason != PageReason.None)))
        {
            return;
        }

        if (known is null)
        {
            _order.Add(url);
        }

        Admitted += reason == PageReason.None ? 1 : 0;
        _links[url] = new PlannedLink { Url = url, FoundIn = foundIn, Reason = reason.ToName() };
    }
}

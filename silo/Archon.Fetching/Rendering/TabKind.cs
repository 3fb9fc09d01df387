using Archon.Ports.Fetching;

namespace Archon.Fetching.Rendering;

/// <summary>Pages that may follow one another in one tab: those of one origin, which may reach the same. Nothing passes from one origin to another.</summary>
/// <param name="Origin">Scheme, host and port.</param>
/// <param name="Reach">What its proxy may dial.</param>
internal sealed record TabKind(string Origin, ProxyReach Reach)
{
    public static TabKind Of(RenderRequest request) => new(request.Url.GetLeftPart(UriPartial.Authority), ProxyReach.Of(request));
}

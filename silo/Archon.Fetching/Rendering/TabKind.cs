using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Archon.Domain.Access;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Rendering;

/// <summary>
/// Pages that may follow one another in one tab: those of one origin, which may reach the same and are told the same. Nothing passes from one origin to
/// another, nor what was shown to somebody who may see it to somebody who may not.
/// </summary>
/// <param name="Origin">Scheme, host and port.</param>
/// <param name="Reach">What its proxy may dial.</param>
/// <param name="Access">A digest of the headers that the origin gets; empty when it gets none.</param>
internal sealed record TabKind(string Origin, ProxyReach Reach, string Access)
{
    public static TabKind Of(RenderRequest request) => new(request.Url.GetLeftPart(UriPartial.Authority), ProxyReach.Of(request), Digest(request.Headers));

    private static string Digest(ImmutableArray<RequestHeader> headers) => headers.IsEmpty
        ? ""
        : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', headers.Select(header => $"{header.Name}:{header.Value}")))));
}

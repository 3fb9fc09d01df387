using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Archon.Domain.Crawling;

namespace Archon.Domain.Urls;

/// <summary>
/// An absolute http(s) address in the one spelling under which Archon knows it. Two addresses are the same page exactly
/// when their values are equal. <c>default</c> is no address: its value is empty.
/// </summary>
/// <remarks>
/// Lower-case scheme and host, IDN as punycode, no user info, no default port, no dot segments, no fragment unless it is a route
/// (<see cref="HashRoute"/>), percent-encoding normalised (upper-case hex, unreserved characters plain, illegal ones encoded, reserved ones untouched), no tracking
/// parameters, no empty query. Not merged: trailing slash, index files, http and https, www. Parsing follows the WHATWG URL
/// standard, so a link leads where a browser would go.
/// </remarks>
public readonly record struct CanonicalUrl
{
    /// <summary>The longest canonical address, in characters.</summary>
    public const int MaxLength = 2048;

    private readonly string? _value;
    private readonly ushort _hostEnd;
    private readonly ushort _pathStart;
    private readonly ushort _pathEnd;
    private readonly ushort _queryEnd;

    internal CanonicalUrl(string value, int hostEnd, int pathStart, int pathEnd)
        : this(value, hostEnd, pathStart, pathEnd, value.Length)
    {
    }

    private CanonicalUrl(string value, int hostEnd, int pathStart, int pathEnd, int queryEnd)
    {
        _value = value;
        _hostEnd = (ushort)hostEnd;
        _pathStart = (ushort)pathStart;
        _pathEnd = (ushort)pathEnd;
        _queryEnd = (ushort)queryEnd;
    }

    /// <summary>The canonical text, at most 2,048 ASCII characters.</summary>
    public string Value => _value ?? "";

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme => _value is null ? "" : IsHttps ? "https" : "http";

    /// <summary>Lower case, without the port; an IPv6 address keeps its brackets.</summary>
    public string Host => HostSpan.ToString();

    /// <summary>The port that is dialled, also when it is the scheme's default.</summary>
    public int Port => _value is null ? 0 : HasDefaultPort ? DefaultPort : ParsePort();

    /// <summary><c>https://host[:port]</c>, without a slash at the end and without a default port.</summary>
    public string Origin => OriginSpan.ToString();

    /// <summary>The escaped path; starts with a slash.</summary>
    public string Path => PathSpan.ToString();

    /// <summary>The path and, if there is one, the query with its question mark: what a server is asked for.</summary>
    public string PathAndQuery => PathAndQuerySpan.ToString();

    /// <summary>The route (<see cref="HashRoute"/>) without its <c>#</c>, such as <c>/guide</c>; empty when there is none.</summary>
    public string Route => _queryEnd < Value.Length ? Value[(_queryEnd + 1)..] : "";

    /// <summary>The same page of the server, without a route of its own.</summary>
    public CanonicalUrl WithoutRoute() => _queryEnd == Value.Length ? this : new CanonicalUrl(Value[.._queryEnd], _hostEnd, _pathStart, _pathEnd);

    internal bool HasDefaultPort => _hostEnd == _pathStart;

    internal ReadOnlySpan<char> OriginSpan => Value.AsSpan(0, _pathStart);

    internal ReadOnlySpan<char> HostSpan => Value.AsSpan(HostStart, _hostEnd - HostStart);

    internal ReadOnlySpan<char> PathSpan => Value.AsSpan(_pathStart, _pathEnd - _pathStart);

    internal ReadOnlySpan<char> PathAndQuerySpan => Value.AsSpan(_pathStart, _queryEnd - _pathStart);

    internal ReadOnlySpan<char> QuerySpan => Value.AsSpan(_pathEnd, _queryEnd - _pathEnd);

    /// <summary>The address up to and with the last slash of its path: what a relative link is appended to.</summary>
    internal ReadOnlySpan<char> FolderSpan => Value.AsSpan(0, _pathStart + PathSpan.LastIndexOf('/') + 1);

    internal int HostEnd => _hostEnd;

    internal int PathStart => _pathStart;

    internal int PathEnd => _pathEnd;

    private bool IsHttps => Value.Length > 4 && Value[4] == 's';

    private int HostStart => _value is null ? 0 : IsHttps ? 8 : 7;

    private int DefaultPort => IsHttps ? 443 : 80;

    /// <summary>Reads an absolute http(s) address. False, never an exception, for everything else.</summary>
    public static bool TryParse(string? text, out CanonicalUrl url) => TryParse(text, out url, out _);

    /// <summary>Reads an absolute http(s) address; when false, <paramref name="refusal"/> says why.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="url">The address, or <c>default</c>.</param>
    /// <param name="refusal">
    /// <see cref="PageReason.UnsupportedScheme"/>, <see cref="PageReason.Malformed"/> or <see cref="PageReason.UrlTooLong"/>;
    /// <see cref="PageReason.None"/> when true.
    /// </param>
    public static bool TryParse(string? text, out CanonicalUrl url, out PageReason refusal)
    {
        refusal = UrlParser.Parse(text ?? "", default, out url);
        return refusal == PageReason.None;
    }

    /// <summary>Reads a link as it stands in a page; when false, <paramref name="refusal"/> says why.</summary>
    /// <param name="base">The page's address, or the one its base element names.</param>
    /// <param name="href">Any text.</param>
    /// <param name="url">The address, or <c>default</c>.</param>
    /// <param name="refusal">
    /// <see cref="PageReason.UnsupportedScheme"/>, <see cref="PageReason.Malformed"/> or <see cref="PageReason.UrlTooLong"/>;
    /// <see cref="PageReason.None"/> when true.
    /// </param>
    [SuppressMessage("Naming", "CA1716", Justification = "RFC 3986 calls it the base.")]
    public static bool TryResolve(CanonicalUrl @base, string href, out CanonicalUrl url, out PageReason refusal)
    {
        refusal = SimpleLink.TryResolve(@base, href, out url) ? PageReason.None : UrlParser.Parse(href ?? "", @base, out url);
        return refusal == PageReason.None;
    }

    /// <summary>The address for the framework's clients. Its <see cref="Uri.AbsoluteUri"/> is <see cref="Value"/>.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default</c>.</exception>
    public Uri ToUri() => _value is null
        ? throw new InvalidOperationException("An empty CanonicalUrl is no address; take one from TryParse or TryResolve.")
        : new Uri(_value, UriKind.Absolute);

    /// <summary>
    /// This address with the route of another, which it inherits when the other one redirects to it (RFC 9110 §10.2.2); as it is when it has a route of its
    /// own, or would be too long.
    /// </summary>
    public CanonicalUrl WithRouteOf(CanonicalUrl other)
    {
        var with = this;
        return Route.Length > 0 || other.Route.Length == 0 || HashRoute.Append(other.Route, ref with) != PageReason.None ? this : with;
    }

    /// <summary>The same page of the server with this route, canonically written and with its <c>#</c>. The whole must not be too long.</summary>
    internal CanonicalUrl WithRoute(ReadOnlySpan<char> route) =>
        new(string.Concat(Value.AsSpan(0, _queryEnd), route), _hostEnd, _pathStart, _pathEnd, _queryEnd);

    public bool Equals(CanonicalUrl other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;

    private int ParsePort() =>
        int.Parse(Value.AsSpan(_hostEnd + 1, _pathStart - _hostEnd - 1), NumberStyles.None, CultureInfo.InvariantCulture);
}

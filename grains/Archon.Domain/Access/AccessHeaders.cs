using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Archon.Domain.Crawling;

namespace Archon.Domain.Access;

/// <summary>Turns what people know of a site's access (a password, a token, cookies, headers) into the headers of its requests, and says what cannot be sent.</summary>
/// <remarks>No sentence repeats a value: it goes to terminals, logs and other people's screens.</remarks>
public sealed class AccessHeaders
{
    /// <summary>The most headers, with the ones that carry a password, a token or cookies.</summary>
    public const int MaxHeaders = 32;

    /// <summary>The most characters of one value.</summary>
    public const int MaxValueLength = 8192;

    private const string Headers = "access.headers";
    private const string Cookies = "access.cookies";

    // RFC 9110, 5.6.2.
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // RFC 6750, 2.1.
    private static readonly SearchValues<char> BearerToken =
        SearchValues.Create("-._~+/=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>What the fetcher says by itself, or what changes how a message is framed.</summary>
    private static readonly ImmutableHashSet<string> Ours = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Expect", "Range",
        "Accept", "Accept-Encoding", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "User-Agent",
        "Proxy-Authorization", "Proxy-Connection");

    private readonly ImmutableArray<RequestHeader>.Builder _headers = ImmutableArray.CreateBuilder<RequestHeader>();

    /// <summary>What is wrong with the first thing that cannot be sent; null when everything can.</summary>
    public CrawlSettingsError? Error { get; private set; }

    /// <summary>The headers, when nothing is wrong.</summary>
    public ImmutableArray<RequestHeader> ToImmutable() => Error is null ? _headers.ToImmutable() : [];

    /// <summary>A header as it is.</summary>
    public void Add(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.Length is 0 or > 100 || name.AsSpan().ContainsAnyExcept(Token))
        {
            Fail(Headers, "A header's name is one word of letters, digits and hyphens, such as X-Api-Key.");
        }
        else if (Ours.Contains(name))
        {
            Fail(Headers, $"The header {name} cannot be given: the crawler sends it itself, or it is the connection's.");
        }
        else
        {
            Append(Headers, name, value);
        }
    }

    /// <summary>A user's name and password (RFC 7617), in UTF-8.</summary>
    public void AddBasic(string user, string password)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(password);
        if (user.Length == 0 || user.Contains(':') || user.Any(char.IsControl) || password.Any(char.IsControl))
        {
            Fail("access.basic", "A user name is not empty and has no colon, and neither it nor its password has control characters.");
            return;
        }

        Append("access.basic", "Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}");
    }

    /// <summary>A bearer token (RFC 6750).</summary>
    public void AddBearer(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length == 0 || token.AsSpan().ContainsAnyExcept(BearerToken))
        {
            Fail("access.bearer", "A bearer token is not empty and has letters, digits and - . _ ~ + / = only; it is given without the word Bearer.");
            return;
        }

        Append("access.bearer", "Authorization", $"Bearer {token}");
    }

    /// <summary>Cookies by name (RFC 6265); nothing when there are none.</summary>
    public void AddCookies(IEnumerable<KeyValuePair<string, string>> cookies)
    {
        var pairs = cookies.ToList();
        foreach (var (name, value) in pairs)
        {
            if (string.IsNullOrEmpty(name) || name.AsSpan().ContainsAnyExcept(Token))
            {
                Fail(Cookies, "A cookie's name is one word, such as session.");
            }
            else if (value is null || value.Contains(';') || !IsPrintable(value))
            {
                Fail(Cookies, $"The value of the cookie {name} has characters that a cookie cannot have; a semicolon ends it.");
            }
        }

        if (pairs.Count > 0)
        {
            Append(Cookies, "Cookie", string.Join("; ", pairs.Select(pair => $"{pair.Key}={pair.Value}")));
        }
    }

    private void Append(string field, string name, string value)
    {
        if (_headers.Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            Fail(field, $"The header {name} is given twice (a user name, a token and cookies are headers, too).");
        }
        else if (_headers.Count == MaxHeaders)
        {
            Fail(field, $"At most {MaxHeaders} headers can be given.");
        }
        else if (value.Length > MaxValueLength)
        {
            Fail(field, FormattableString.Invariant($"The value of {name} has {value.Length:N0} characters; at most {MaxValueLength:N0} are allowed."));
        }
        else if (value.Length == 0 || value != value.Trim() || !IsPrintable(value))
        {
            Fail(field, $"The value of {name} must be printable ASCII in one line, without spaces around it.");
        }
        else
        {
            _headers.Add(new RequestHeader(name, value));
        }
    }

    private void Fail(string field, string message) => Error ??= new CrawlSettingsError(field, message);

    private static bool IsPrintable(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}

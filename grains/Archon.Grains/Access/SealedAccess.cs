using System.Collections.Immutable;
using System.Text.Json;
using Archon.Domain.Access;
using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Pages;
using Archon.Ports.Secrets;

namespace Archon.Grains.Access;

/// <summary>
/// What a site wants to be told, on its way through messages and tables: sealed from the request to the exchange, for one origin. A seal that is moved to
/// a crawl of another origin does not open.
/// </summary>
internal sealed class SealedAccess(ISecretSeal seal)
{
    /// <summary>What cannot be sent of it; null when everything can. Asks for no key.</summary>
    public static CrawlSettingsError? Check(SiteAccess? access) => access is null ? null : Read(access).Error;

    /// <summary>The settings with the request's access in them.</summary>
    public CrawlSettingsError? TrySeal(SiteAccess? access, CanonicalUrl seed, ref CrawlSettings settings)
    {
        if (access is null)
        {
            return null;
        }

        var headers = Read(access);
        if (headers.Error is not null || headers.ToImmutable().IsEmpty)
        {
            return headers.Error;
        }

        try
        {
            settings = settings with { Access = seal.Seal(JsonSerializer.SerializeToUtf8Bytes(headers.ToImmutable()), seed.Origin) };
            return null;
        }
        catch (SecretSealException exception)
        {
            return new CrawlSettingsError("access", exception.Message);
        }
    }

    /// <summary>What is sent to an address: nothing, unless it is of the seed's origin.</summary>
    /// <exception cref="SecretSealException">It was sealed with another key than this silo's.</exception>
    public ImmutableArray<RequestHeader> For(CrawlRules rules, CanonicalUrl url) =>
        rules.Access is { } text && CanonicalUrl.TryParse(rules.Seed, out var seed) && seed.Origin == url.Origin ? Open(text, seed) : [];

    /// <summary>Why what the settings hold cannot be read here; null when it can.</summary>
    public string? Unreadable(CrawlSettings settings)
    {
        try
        {
            if (settings.Access is { } text && CanonicalUrl.TryParse(settings.Url, out var seed))
            {
                Open(text, seed);
            }

            return null;
        }
        catch (SecretSealException exception)
        {
            return exception.Message;
        }
    }

    private ImmutableArray<RequestHeader> Open(string text, CanonicalUrl seed) =>
        JsonSerializer.Deserialize<ImmutableArray<RequestHeader>>(seal.Open(text, seed.Origin));

    private static AccessHeaders Read(SiteAccess access)
    {
        var headers = new AccessHeaders();
        foreach (var (name, value) in access.Headers ?? [])
        {
            headers.Add(name, value ?? "");
        }

        headers.AddCookies(access.Cookies ?? []);
        if (access.Basic is { } basic)
        {
            headers.AddBasic(basic.User ?? "", basic.Password ?? "");
        }

        if (access.Bearer is { } token)
        {
            headers.AddBearer(token);
        }

        return headers;
    }
}

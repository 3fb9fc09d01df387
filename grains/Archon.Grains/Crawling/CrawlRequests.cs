using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Pages;
using Archon.Grains.Access;
using PrivateAccess = Archon.Domain.Crawling.PrivateAccess;

namespace Archon.Grains.Crawling;

/// <summary>Reads a request into checked settings, and settings into the rules a lane needs.</summary>
public static class CrawlRequests
{
    /// <summary>Why no crawl can be started by this request, whatever is stored and whoever runs; null when one can.</summary>
    public static StartCrawlResult? Refusal(StartCrawl command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return TryRead(command, out _, out _) is { } error
            ? new StartCrawlResult { Outcome = StartOutcome.Invalid, Field = error.Field, Message = error.Message }
            : null;
    }

    /// <summary>The settings, without the access that is to be sealed into them, and their seed, or the first thing that is wrong with the request.</summary>
    internal static CrawlSettingsError? TryRead(StartCrawl command, out CrawlSettings settings, out CanonicalUrl seed)
    {
        seed = default;
        var request = command.Request;
        settings = new CrawlSettings
        {
            Url = request.Url ?? "",
            MaxPages = request.MaxPages,
            MaxDepth = request.MaxDepth,
            Include = request.Include.IsDefault ? [] : request.Include,
            Exclude = request.Exclude.IsDefault ? [] : request.Exclude,
            RespectRobots = request.RespectRobots,
            Concurrency = request.Concurrency,
            ExtractCode = request.ExtractCode,
            Tags = request.Tags.IsDefault ? [] : request.Tags,
            PrivateAccess = (PrivateAccess)command.PrivateAccess,
        };
        if (!TryReadName<CrawlScope>(request.Scope, out var scope))
        {
            return NotOneOf<CrawlScope>("scope", request.Scope);
        }

        if (!TryReadName<CrawlMode>(request.Mode, out var mode) || mode == CrawlMode.Documents)
        {
            return NotOneOf<CrawlMode>("mode", request.Mode, but: CrawlMode.Documents);
        }

        if (!TryReadName<RenderMode>(request.Render, out var render))
        {
            return NotOneOf<RenderMode>("render", request.Render);
        }

        settings = settings with { Scope = scope, Mode = mode, Render = render };
        if (CrawlSettingsRules.Check(settings) is { } error)
        {
            return error;
        }

        if (!CanonicalUrl.TryParse(settings.Url, out seed))
        {
            return new CrawlSettingsError("url", $"'{settings.Url}' is not an absolute http or https address.");
        }

        if (GitHubFile.TryRaw(seed, out var file))
        {
            seed = file;
        }

        settings = settings with { Url = seed.Value };
        return SealedAccess.Check(request.Access);
    }

    /// <summary>What a lane must know.</summary>
    internal static CrawlRules ToRules(CrawlSettings settings, string sourceId, string scopeUrl) => new()
    {
        Seed = settings.Url,
        ScopeUrl = scopeUrl,
        SourceId = sourceId,
        MaxDepth = settings.MaxDepth,
        Scope = (int)settings.Scope,
        Mode = (int)settings.Mode,
        Include = settings.Include,
        Exclude = settings.Exclude,
        RespectRobots = settings.RespectRobots,
        ExtractCode = settings.ExtractCode,
        PrivateAccess = (GrainInterfaces.Crawling.PrivateAccess)settings.PrivateAccess,
        Render = (int)settings.Render,
        Refreshes = settings.Refreshes,
        Access = settings.Access,
    };

    private static bool TryReadName<T>(string? text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text is { Length: > 0 } && char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value);
    }

    private static CrawlSettingsError NotOneOf<T>(string field, string? text, T? but = null)
        where T : struct, Enum =>
        new(field, $"{field} is '{text}'; it must be one of {string.Join(", ", Enum.GetNames<T>().Where(name => name != but?.ToString())).ToLowerInvariant()}.");
}

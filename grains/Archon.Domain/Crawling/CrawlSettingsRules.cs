using System.Collections.Immutable;
using Archon.Domain.Admission;

namespace Archon.Domain.Crawling;

/// <summary>Which settings a crawl may have.</summary>
public static class CrawlSettingsRules
{
    /// <summary>The most globs in one list, and the most tags.</summary>
    public const int MaxListLength = 100;

    /// <summary>The longest tag, in characters.</summary>
    public const int MaxTagLength = 100;

    /// <summary>The first problem, in the order of the settings; null when there is none.</summary>
    public static CrawlSettingsError? Check(CrawlSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return SeedRules.Check(settings.Url)
            ?? CheckRange("maxPages", settings.MaxPages, 1, 10_000_000)
            ?? CheckRange("maxDepth", settings.MaxDepth, 0, 1_000)
            ?? CheckName("scope", settings.Scope)
            ?? CheckGlobs("include", settings.Include)
            ?? CheckGlobs("exclude", settings.Exclude)
            ?? CheckName("mode", settings.Mode)
            ?? CheckName("render", settings.Render)
            ?? CheckRange("concurrency", settings.Concurrency, 1, 256)
            ?? CheckTags(settings.Tags)
            ?? CheckName("privateAccess", settings.PrivateAccess);
    }

    /// <summary>The same of a crawl of documents, whose address is checked already: what it was asked for is tags and folders.</summary>
    public static CrawlSettingsError? CheckDocuments(CrawlSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return CheckTags(settings.Tags) ?? CheckCount("folders", settings.Folders.Length, "folders");
    }

    private static CrawlSettingsError? CheckRange(string field, int value, int least, int most) =>
        value >= least && value <= most
            ? null
            : new(field, FormattableString.Invariant($"{field} is {value}; it must be from {least:N0} to {most:N0}."));

    private static CrawlSettingsError? CheckName<TEnum>(string field, TEnum value)
        where TEnum : struct, Enum
    {
        if (Enum.IsDefined(value))
        {
            return null;
        }

        var names = string.Join(", ", Enum.GetNames<TEnum>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]));
        return new(field, $"{field} is {value:D}, which means nothing; it must be one of {names}.");
    }

    private static CrawlSettingsError? CheckGlobs(string field, ImmutableArray<string> globs)
    {
        if (globs.IsDefaultOrEmpty)
        {
            return null;
        }

        if (CheckCount(field, globs.Length, "globs") is { } tooMany)
        {
            return tooMany;
        }

        foreach (var glob in globs)
        {
            if (!GlobPattern.TryParse(glob, out _, out var error))
            {
                return new(field, error);
            }
        }

        return null;
    }

    private static CrawlSettingsError? CheckTags(ImmutableArray<string> tags)
    {
        if (tags.IsDefaultOrEmpty)
        {
            return null;
        }

        if (CheckCount("tags", tags.Length, "tags") is { } tooMany)
        {
            return tooMany;
        }

        foreach (var tag in tags)
        {
            if (string.IsNullOrWhiteSpace(tag))
            {
                return new("tags", "A tag is empty; give it a name or leave it out.");
            }

            if (tag.Length > MaxTagLength)
            {
                return new("tags", $"The tag '{tag[..20]}…' has {tag.Length} characters; at most {MaxTagLength} are allowed.");
            }

            if (tag.Any(char.IsControl))
            {
                return new("tags", "A tag contains control characters; tags are one line of printable text.");
            }
        }

        return null;
    }

    private static CrawlSettingsError? CheckCount(string field, int count, string things) =>
        count <= MaxListLength ? null : new(field, $"{field} has {count} {things}; at most {MaxListLength} are allowed.");
}

using System.Globalization;
using System.Text.Json;
using Archon.Gateway.Problems;
using Archon.GrainInterfaces.Crawling;
using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Requests;

/// <summary>Members of the query, read as strings so that a wrong one gets a sentence.</summary>
internal static class QueryMembers
{
    /// <summary>Rows of a list when nothing is said.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Names of crawl statuses as they are sent.</summary>
    public static IReadOnlyList<string> StatusNames { get; } = [.. Enum.GetValues<CrawlStatus>().Select(Name)];

    /// <summary>Names of page states as they are sent.</summary>
    public static IReadOnlyList<string> StateNames { get; } = ["pending", "claimed", "done", "failed", "skipped", "refused"];

    /// <summary>A status as it is sent.</summary>
    public static string Name(CrawlStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    /// <summary>Reads a limit; returns the refusal when it is no number from 1 to <paramref name="most"/>.</summary>
    public static IResult? ReadLimit(string? text, int most, out int limit)
    {
        limit = DefaultLimit;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= most)
            ? null
            : Problem.Invalid("limit", $"The limit '{Short(text)}' is not usable. It must be a whole number from 1 to {most}.");
    }

    /// <summary>Reads a crawl status; returns the refusal when there is none of this name.</summary>
    public static IResult? ReadStatus(string? text, out CrawlStatus? status)
    {
        status = null;
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        foreach (var candidate in Enum.GetValues<CrawlStatus>())
        {
            if (Name(candidate) == text)
            {
                status = candidate;
                return null;
            }
        }

        return Problem.Invalid("status", $"There is no status '{Short(text)}'. It must be one of {string.Join(", ", StatusNames)}.");
    }

    /// <summary>Reads a page state; returns the refusal when there is none of this name.</summary>
    public static IResult? ReadState(string? text, out string? state)
    {
        state = string.IsNullOrEmpty(text) ? null : text;
        return state is null || StateNames.Contains(state)
            ? null
            : Problem.Invalid("state", $"There is no state '{Short(text!)}'. It must be one of {string.Join(", ", StateNames)}.");
    }

    /// <summary>Reads an event number; returns the refusal when it is no whole number from 0.</summary>
    public static IResult? ReadSequence(string name, string? text, out long sequence)
    {
        sequence = 0;
        return string.IsNullOrEmpty(text) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out sequence)
            ? null
            : Problem.Invalid(name, $"The event number '{Short(text)}' is not usable. It must be a whole number from 0: the last one seen.");
    }

    /// <summary>A text of a stranger, for a sentence.</summary>
    public static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

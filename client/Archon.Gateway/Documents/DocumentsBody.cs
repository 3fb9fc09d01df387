using System.Collections.Immutable;

namespace Archon.Gateway.Documents;

/// <summary>Documents as JSON.</summary>
internal sealed record DocumentsBody
{
    /// <summary>A name of 1 to 100 characters, or the address of a folder that begins with <c>file:///</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The documents; each name once.</summary>
    public ImmutableArray<DocumentBody> Documents { get; init; } = [];

    /// <summary>Labels for the source.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Folders of which these are all there is; / for the whole source.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>Lift code examples out. Default: true.</summary>
    public bool ExtractCode { get; init; } = true;

    /// <summary>The crawl of an answer to a request with <c>more</c>.</summary>
    public string? CrawlId { get; init; }

    /// <summary>More follows: keep these and do not begin. Default: false.</summary>
    public bool More { get; init; }
}

/// <summary>A document as JSON: its text, or its bytes in base64.</summary>
internal sealed record DocumentBody
{
    /// <summary>Its path below the source, such as <c>guide/intro.md</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, when the name's ending does not say it.</summary>
    public string? MediaType { get; init; }

    /// <summary>Its text.</summary>
    public string? Text { get; init; }

    /// <summary>Its bytes.</summary>
    public string? Base64 { get; init; }
}

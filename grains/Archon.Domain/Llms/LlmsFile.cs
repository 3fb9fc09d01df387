using System.Collections.Immutable;

namespace Archon.Domain.Llms;

/// <summary>What an llms.txt says of a site (llmstxt.org).</summary>
/// <param name="Title">The site's name: the first heading; empty when there is none.</param>
/// <param name="Summary">The quotation below the title in one line, or null.</param>
/// <param name="Sections">Lists of links, in the file's order. Links before the first section are in one without a name.</param>
public sealed record LlmsFile(string Title, string? Summary, ImmutableArray<LlmsSection> Sections)
{
    /// <summary>All links, in the file's order.</summary>
    public IEnumerable<LlmsLink> Links => Sections.SelectMany(section => section.Links);
}

/// <summary>A list of links.</summary>
/// <param name="Name">The heading above it; empty before the first.</param>
/// <param name="Links">Its links.</param>
public sealed record LlmsSection(string Name, ImmutableArray<LlmsLink> Links)
{
    /// <summary>The file says that what this section lists can be left out.</summary>
    public bool IsOptional => Name.Equals("Optional", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A link.</summary>
/// <param name="Title">Its text in one line.</param>
/// <param name="Target">What it points to, as it stands there.</param>
/// <param name="Note">What is said of it after a colon, in one line, or null.</param>
public sealed record LlmsLink(string Title, string Target, string? Note);

namespace Archon.Chaos.Sites;

/// <summary>What a file of a site answers.</summary>
internal sealed record SiteAnswer(int Status, string? Html = null, string? Location = null);

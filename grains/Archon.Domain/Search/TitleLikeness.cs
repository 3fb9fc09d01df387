namespace Archon.Domain.Search;

/// <summary>In what way a section is called as a query is.</summary>
public enum TitleLikeness
{
    /// <summary>What is called so is defined there, with an anchor of its own.</summary>
    Definition = 2,
}

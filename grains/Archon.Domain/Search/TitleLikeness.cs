namespace Archon.Domain.Search;

/// <summary>In what way a section is called as a query is.</summary>
public enum TitleLikeness
{
    /// <summary>Its heading has the words of the query in other forms: singular for plural.</summary>
    NearHeading = 0,

    /// <summary>Its heading has the words of the query.</summary>
    Heading = 1,

    /// <summary>What is called so is defined there, with an anchor of its own.</summary>
    Definition = 2,

    /// <summary>It is defined there, and its anchor is the name and nothing else: no kind, page or owner is before it.</summary>
    Name = 3,

    /// <summary>The page is called so.</summary>
    Page = 4,
}

namespace Archon.Domain.Search;

/// <summary>A section of a passage that is called as a query is.</summary>
/// <param name="Fragment">Leads to it; empty for none.</param>
/// <param name="Likeness">In what way it is called so.</param>
public readonly record struct TitledSection(string Fragment, TitleLikeness Likeness);

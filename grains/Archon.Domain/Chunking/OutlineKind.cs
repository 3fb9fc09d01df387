namespace Archon.Domain.Chunking;

/// <summary>What a block of Markdown is, as far as cutting it is concerned.</summary>
internal enum OutlineKind
{
    /// <summary>Anything without a better rule: prose, HTML, a thematic break.</summary>
    Text = 0,

    /// <summary>A heading, or a term above its description.</summary>
    Heading = 1,
    Code = 2,
    Table = 3,

    /// <summary>A list, a list item or a quotation: cut between the blocks inside it.</summary>
    Container = 4,
}

namespace Archon.Domain.Chunking;

/// <summary>Counts the tokens that an embedder makes of texts. Safe for several threads.</summary>
public interface ITokenCounter
{
    /// <summary>Name of the way of counting: two of one name count the same.</summary>
    string Name { get; }

    /// <summary>Tokens of a text that stands alone, without those that every text has; in time linear in the text.</summary>
    int Count(ReadOnlySpan<char> text);
}

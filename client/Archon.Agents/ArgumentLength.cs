namespace Archon.Agents;

/// <summary>Most characters of the tools' arguments. They stand in the tools' schemas, and <see cref="CheckedTool"/> holds them.</summary>
internal static class ArgumentLength
{
    /// <summary>Of an address, and of a cursor that is one.</summary>
    public const int Url = 2_048;

    /// <summary>Of an address that may lead to a place in a page by its fragment.</summary>
    public const int Place = 4_096;

    /// <summary>Of an id: a source's has at most 69.</summary>
    public const int Id = 100;

    /// <summary>Of a word from a short list.</summary>
    public const int Word = 100;

    /// <summary>Of a query: 100 KB.</summary>
    public const int Query = 102_400;
}

namespace Archon.Ports.Storage;

/// <summary>How much of a source is looked at for what it says of itself.</summary>
public static class FirstPassages
{
    /// <summary>Pages.</summary>
    public const int Pages = 6;

    /// <summary>Passages of each.</summary>
    public const int OfAPage = 3;

    /// <summary>Characters of each passage.</summary>
    public const int MostRead = 1_500;
}

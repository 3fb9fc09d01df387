using System.Security.Cryptography;
using System.Text;

namespace Archon.GrainInterfaces.Crawling;

/// <summary>Names for new crawls: 12 characters of lower-case Crockford base32, 60 bits.</summary>
/// <remarks>
/// The caller makes the id, so that a start that was sent twice starts once. 60 bits: after a million crawls the chance
/// that any two share a name is below one in a million.
/// </remarks>
public static class CrawlId
{
    /// <summary>Length in characters.</summary>
    public const int Length = 12;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A name no other crawl has, from the system's secure generator.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>True for a text that could be such a name.</summary>
    public static bool IsOne(string? text) => text is { Length: Length } && text.All(letter => Alphabet.Contains(letter));

    /// <summary>The name of the crawl that is begun for a reason: the same for the same reason, whoever begins it and how often. From its SHA-256.</summary>
    public static string For(string reason) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(reason)).Take(Length).Select(value => Alphabet[value % Alphabet.Length]));
}

using System.Security.Cryptography;

namespace Archon.Client;

/// <summary>Names for new crawls: 12 characters of lower-case Crockford base32, 60 bits from the system's secure generator.</summary>
/// <remarks>
/// The caller makes the id, so that a start that was sent twice starts once. 60 bits: after a million crawls the chance
/// that any two share a name is below one in a million.
/// </remarks>
public static class CrawlId
{
    /// <summary>Length in characters.</summary>
    public const int Length = 12;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A name no other crawl has.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);
}

using System.Security.Cryptography;

namespace Archon.Client.Http;

/// <summary>
/// How a command proves to a gateway that it may read the data folder behind it: by a secret that lies in the folder, readable by
/// its owner only. Whoever has it may start crawls with what the operator at the terminal is trusted with.
/// </summary>
public static class OwnerToken
{
    /// <summary>Header of the secret.</summary>
    public const string Header = "Archon-Owner-Token";

    /// <summary>Header of what is asked for by it: <c>seedOrigin</c> or <c>all</c>.</summary>
    public const string AccessHeader = "Archon-Private-Access";

    /// <summary>A secret nobody can guess: 256 bits from the system's secure generator, in hexadecimal digits.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}

using System.Security.Cryptography;
using System.Text;

namespace Archon.Storage.Postgres.Frontier;

/// <summary>
/// What a refused link is known by. An index entry holds 2,700 bytes; text that was no address may be longer in UTF-8, and is then known by
/// its beginning and its hash.
/// </summary>
internal static class LinkKey
{
    private const int MostBytes = 2100;
    private const int Beginning = 400;

    public static string Of(string url) => Encoding.UTF8.GetByteCount(url) <= MostBytes
        ? url
        : $"{url[..Beginning]}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))}";
}

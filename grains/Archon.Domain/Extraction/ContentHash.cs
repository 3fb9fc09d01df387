using System.Security.Cryptography;
using System.Text;

namespace Archon.Domain.Extraction;

/// <summary>Names a text by what it says: SHA-256 (FIPS 180-4) of its UTF-8 form, in lower-case hexadecimal.</summary>
public static class ContentHash
{
    private const int Piece = 4096;

    /// <summary>The hash of <paramref name="text"/>, read piece by piece: a page may be a whole manual.</summary>
    public static string Of(string text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var encoder = Encoding.UTF8.GetEncoder();
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(Piece)];
        var rest = text.AsSpan();
        do
        {
            var piece = rest[..Math.Min(Piece, rest.Length)];
            rest = rest[piece.Length..];
            hash.AppendData(bytes[..encoder.GetBytes(piece, bytes, flush: rest.IsEmpty)]);
        }
        while (!rest.IsEmpty);

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

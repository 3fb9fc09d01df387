using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Archon.Ports.Secrets;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Secrets;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits; the purpose is authenticated along. Text: <c>1.KEY.DATA</c>, where KEY tells keys apart (the first
/// 32 bits of an HMAC with it, in hex) and DATA is nonce, ciphertext and tag in base64url.
/// </summary>
internal sealed class SecretSeal(IOptions<SecretOptions> options, SecretKeyFile? file) : ISecretSeal
{
    private const string Version = "1";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public string Seal(ReadOnlySpan<byte> secret, string purpose)
    {
        var key = Configured ?? file?.ReadOrMake() ?? throw new SecretSealException(
            $"This cluster keeps no secrets, for {SecretOptions.Section}:{nameof(SecretOptions.Key)} is not set. Give every node the same key, as 'openssl rand -base64 32' makes one.");
        var sealing = new byte[NonceLength + secret.Length + TagLength];
        var nonce = sealing.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, secret, sealing.AsSpan(NonceLength, secret.Length), sealing.AsSpan(NonceLength + secret.Length), Encoding.UTF8.GetBytes(purpose));
        return $"{Version}.{NameOf(key)}.{Base64Url.EncodeToString(sealing)}";
    }

    public byte[] Open(string text, string purpose)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('.') is not [Version, var name, var data] || !Base64Url.IsValid(data) || Base64Url.DecodeFromChars(data) is not { Length: >= NonceLength + TagLength } sealing)
        {
            throw new SecretSealException("What was stored is no secret of this version of Archon.");
        }

        var key = Configured ?? file?.Read();
        if (key is null || NameOf(key) != name)
        {
            var place = $"{SecretOptions.Section}:{nameof(SecretOptions.Key)}{(file is null ? "" : $", or {file.Path}")}";
            throw new SecretSealException(
                $"What the site is to be told is encrypted, and this node has {(key is null ? "no key" : "another key")} ({place}). Give the node the key, or crawl the site anew with its access.");
        }

        var secret = new byte[sealing.Length - NonceLength - TagLength];
        try
        {
            using var cipher = new AesGcm(key, TagLength);
            cipher.Decrypt(
                sealing.AsSpan(0, NonceLength), sealing.AsSpan(NonceLength, secret.Length), sealing.AsSpan(NonceLength + secret.Length), secret, Encoding.UTF8.GetBytes(purpose));
            return secret;
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new SecretSealException("What the site is to be told was changed in the store, or belongs to another site.", exception);
        }
    }

    private byte[]? Configured => options.Value.Key is { Length: > 0 } key ? SecretOptions.Decode(key) : null;

    /// <summary>What tells the key of these settings from others; null when there is none.</summary>
    public static string? NameOf(SecretOptions secrets) => secrets.Key is { Length: > 0 } text && SecretOptions.Decode(text) is { } key ? NameOf(key) : null;

    private static string NameOf(byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, "archon key name"u8).AsSpan(0, 4));
}

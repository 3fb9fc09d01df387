using Archon.Ports.Secrets;

namespace Archon.Grains.Tests.Hosting;

/// <summary>Seals by a name that can be changed, as when a silo is given another key.</summary>
internal sealed class TestSeal : ISecretSeal
{
    /// <summary>Null: there is none.</summary>
    public string? Key { get; set; } = "k1";

    public string Seal(ReadOnlySpan<byte> secret, string purpose) => Key is null
        ? throw new SecretSealException("There is no key.")
        : $"{Key} {purpose} {Convert.ToBase64String(secret)}";

    public byte[] Open(string text, string purpose) => text.Split(' ') is [var key, var sealedFor, var secret] && key == Key && sealedFor == purpose
        ? Convert.FromBase64String(secret)
        : throw new SecretSealException("Another key.");
}

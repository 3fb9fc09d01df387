namespace Archon.Ports.Secrets;

/// <summary>Makes secrets that can be stored: readable only where the key is, and only for the purpose they were sealed for.</summary>
public interface ISecretSeal
{
    /// <summary>Seals. Two seals of one secret differ.</summary>
    /// <param name="secret">What nobody may read.</param>
    /// <param name="purpose">What it is for, such as an origin; it must be named again to open, and is no secret.</param>
    /// <returns>ASCII text, about a third longer than the secret.</returns>
    /// <exception cref="SecretSealException">There is no key; the message says how to give one.</exception>
    string Seal(ReadOnlySpan<byte> secret, string purpose);

    /// <summary>The secret.</summary>
    /// <exception cref="SecretSealException">It was sealed with another key or for another purpose, was changed, or there is no key.</exception>
    byte[] Open(string text, string purpose);
}

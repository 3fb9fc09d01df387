using System.ComponentModel.DataAnnotations;

namespace Archon.Silo.Secrets;

/// <summary>The key of what is stored encrypted. Section <c>Archon:Secrets</c>.</summary>
public sealed class SecretOptions : IValidatableObject
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "Archon:Secrets";

    internal const int KeyLength = 32;

    /// <summary>
    /// 32 random bytes in base64, the same on every node of a cluster: <c>openssl rand -base64 32</c>. Null: an embedded node makes one and keeps it in its
    /// data folder, a cluster keeps no secrets. Default: null.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>
    /// The cluster's key becomes <see cref="Key"/>, once none of its silos lives; what was encrypted with the former cannot be read any more. Default: false, a silo
    /// with another key than the cluster's does not start.
    /// </summary>
    public bool ReplaceKey { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Key) && Decode(Key) is null)
        {
            // Never the value.
            yield return new ValidationResult($"{Section}:{nameof(Key)} must be {KeyLength} bytes in base64, as 'openssl rand -base64 32' prints them.", [nameof(Key)]);
        }
    }

    /// <summary>The bytes of a key; null when it is none.</summary>
    internal static byte[]? Decode(string key)
    {
        var bytes = new byte[KeyLength];
        return Convert.TryFromBase64String(key.Trim(), bytes, out var length) && length == KeyLength ? bytes : null;
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Archon.Domain.Urls;

/// <summary>The id of what was collected from a seed: the same seed has the same id on every machine.</summary>
public static class SourceId
{
    private const int MaxSlugLength = 60;

    /// <summary>
    /// Host and path in lower-case letters, digits and dashes, at most 60 characters, then a dash and the first eight
    /// hexadecimal digits of the SHA-256 of the seed's value: <c>docs-example-org-guide-1a2b3c4d</c>.
    /// </summary>
    public static string From(CanonicalUrl seed) => From(string.Concat(seed.HostSpan, seed.PathSpan), seed.Value);

    /// <summary>The same of a source of documents: <c>file-docs-1a2b3c4d</c> by the folder's name, <c>upload-handbook-1a2b3c4d</c> by the source's.</summary>
    public static string From(DocumentAddress source) => From($"{source.Value[..source.Value.IndexOf(':', StringComparison.Ordinal)]}-{source.Name}", source.Value);

    private static string From(string text, string value)
    {
        var slug = new StringBuilder(MaxSlugLength);
        foreach (var character in text)
        {
            if (slug.Length == MaxSlugLength)
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(value));
        return $"{slug.ToString().TrimEnd('-')}-{Convert.ToHexStringLower(hash.AsSpan(0, 4))}";
    }
}

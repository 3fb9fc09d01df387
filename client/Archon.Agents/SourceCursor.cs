using System.Buffers.Text;
using System.Text;

namespace Archon.Agents;

/// <summary>
/// Where the list of sources goes on, as one word. What a node says of it holds the title of a source on a line of its own: a site's words, which have no place
/// among ours.
/// </summary>
internal static class SourceCursor
{
    /// <summary>Most characters; titles have a few hundred at most.</summary>
    public const int MaxLength = 8_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The word for a cursor.</summary>
    public static string Write(string cursor) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(cursor));

    /// <summary>The cursor that it is the word for.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Read(string word) => Strict.GetString(Base64Url.DecodeFromChars(word));
}

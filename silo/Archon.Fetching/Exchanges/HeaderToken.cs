using System.Buffers;

namespace Archon.Fetching.Exchanges;

/// <summary>
/// What of a header may be named in a sentence of ours: a token (RFC 9110, 5.6.2), and a short one. A site writes its headers as it likes, and sentences are read by people and
/// by assistants who take them for ours.
/// </summary>
internal static class HeaderToken
{
    private const int Longest = 20;

    private static readonly SearchValues<char> Letters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static bool IsNameable(ReadOnlySpan<char> value) => value.Length is > 0 and <= Longest && !value.ContainsAnyExcept(Letters);
}

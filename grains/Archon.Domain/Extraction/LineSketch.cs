using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Archon.Domain.Extraction;

/// <summary>
/// What a page says, as hashes of its lines, so that it can be told whether another page has said it before. Only letters and digits count, without their case, and
/// no address that a link leads to: a list's filters lead elsewhere on each of its pages. Of more lines those with the smallest hashes stand for all, the same on
/// every page that has them (bottom-k sampling, Broder 1997).
/// </summary>
public static class LineSketch
{
    /// <summary>The most hashes a sketch has.</summary>
    public const int Most = 48;

    private const int LeastLetters = 3;

    // Enough to tell any page by.
    private const int MostLines = 2_000;

    /// <summary>Distinct hashes in order of size; empty for a page without words.</summary>
    public static ImmutableArray<long> Of(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var hashes = new List<long>();
        var rest = markdown.AsSpan();
        while (!rest.IsEmpty && hashes.Count < MostLines)
        {
            var end = rest.IndexOf('\n');
            if (HashOf(end < 0 ? rest : rest[..end]) is { } hash)
            {
                hashes.Add(hash);
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        hashes.Sort();
        var distinct = ImmutableArray.CreateBuilder<long>(Math.Min(hashes.Count, Most));
        for (var i = 0; i < hashes.Count && distinct.Count < Most; i++)
        {
            if (i == 0 || hashes[i] != hashes[i - 1])
            {
                distinct.Add(hashes[i]);
            }
        }

        return distinct.DrainToImmutable();
    }

    // FNV-1a: the same on every machine. Compiled at once: it reads every letter of every page that may be a list's.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long? HashOf(ReadOnlySpan<char> line)
    {
        var (hash, letters) = (14695981039346656037UL, 0);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == ']' && i + 1 < line.Length && line[i + 1] == '(' && line[i..].IndexOf(')') is var close and > 0)
            {
                i += close;
            }
            else if (char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c))
            {
                hash = (hash ^ (char.IsAscii(c) ? (uint)c | 0x20 : char.ToLowerInvariant(c))) * 1099511628211UL;
                letters++;
            }
        }

        return letters < LeastLetters ? null : (long)hash;
    }
}

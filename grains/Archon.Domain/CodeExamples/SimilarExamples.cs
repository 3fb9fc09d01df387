namespace Archon.Domain.CodeExamples;

/// <summary>
/// Finds examples of a source that are the same or nearly so, in one look at each after another at its keys: the cost grows with their number and not with that of their
/// pairs. An example joins the one that came first with a key of its, when that one is <see cref="CodeSketch.Alike"/>; so each of a group is alike the one the group is
/// named by, and groups do not drift.
/// </summary>
/// <param name="expected">About how many examples there are.</param>
public sealed class SimilarExamples(long expected)
{
    // 64 MB of keys. What comes later is compared with those before it and stands for nothing itself.
    private const int MostKeys = 2_000_000;
    private const int BitsAKey = 16;
    private const long MostBits = 1L << 27;

    private readonly BitFilter _once = new(Bits(expected));
    private readonly BitFilter _twice = new(Bits(expected));
    private readonly Dictionary<ulong, long> _first = [];

    /// <summary>First of all, each example is noted once.</summary>
    /// <param name="sketch">Its <see cref="CodeSketch"/>.</param>
    public void Note(ReadOnlySpan<byte> sketch)
    {
        Span<ulong> keys = stackalloc ulong[CodeSketch.MostKeys];
        foreach (var key in keys[..CodeSketch.Keys(sketch, keys)])
        {
            if (!_once.Add(key))
            {
                _twice.Add(key);
            }
        }
    }

    /// <summary>Whether another example may have one of its keys. Most have none, and are looked at no further.</summary>
    public bool MayHaveLike(ReadOnlySpan<byte> sketch)
    {
        Span<ulong> keys = stackalloc ulong[CodeSketch.MostKeys];
        foreach (var key in keys[..CodeSketch.Keys(sketch, keys)])
        {
            if (_twice.Contains(key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether another example may be nearly, and not exactly, like it: then their code is compared.</summary>
    public bool MayBeNearly(ReadOnlySpan<byte> sketch)
    {
        Span<ulong> room = stackalloc ulong[CodeSketch.MostKeys];
        var keys = room[..CodeSketch.Keys(sketch, room)];
        if (keys.Length < 2 || _first.ContainsKey(keys[0]))
        {
            return false;
        }

        foreach (var key in keys[1..])
        {
            if (_twice.Contains(key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Those before it that it would be compared with.</summary>
    public IReadOnlyCollection<long> CandidatesFor(ReadOnlySpan<byte> sketch)
    {
        Span<ulong> keys = stackalloc ulong[CodeSketch.MostKeys];
        var found = new HashSet<long>();
        foreach (var key in keys[..CodeSketch.Keys(sketch, keys)])
        {
            if (_first.TryGetValue(key, out var other))
            {
                found.Add(other);
            }
        }

        return found;
    }

    /// <summary>Then those that may have one like them, in the same order every time.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="sketch">Its <see cref="CodeSketch"/>.</param>
    /// <param name="areAlike">Whether the code of two examples is alike (<see cref="CodeSketch.Similarity"/>); asked eight times at most.</param>
    /// <returns>The example that it is like and that came first; itself when there is none.</returns>
    public long Place(long id, ReadOnlySpan<byte> sketch, Func<long, long, bool> areAlike)
    {
        ArgumentNullException.ThrowIfNull(areAlike);
        Span<ulong> room = stackalloc ulong[CodeSketch.MostKeys];
        var keys = room[..CodeSketch.Keys(sketch, room)];
        if (keys.IsEmpty)
        {
            return id;
        }

        if (_first.TryGetValue(keys[0], out var same))
        {
            return same;
        }

        var place = id;
        Span<long> asked = stackalloc long[CodeSketch.MostKeys];
        var count = 0;
        foreach (var key in keys[1..])
        {
            if (place == id && _first.TryGetValue(key, out var other) && !asked[..count].Contains(other))
            {
                asked[count++] = other;
                place = areAlike(other, id) ? other : id;
            }
        }

        foreach (var key in keys)
        {
            // The same code is found by the whole's hash even where its group has another first; other keys are of the first alone.
            if ((place == id || key == keys[0]) && _first.Count < MostKeys && _twice.Contains(key))
            {
                _first.TryAdd(key, place);
            }
        }

        return place;
    }

    private static long Bits(long expected) => Math.Clamp(expected * CodeSketch.MostKeys * BitsAKey, 1 << 12, MostBits);

    /// <summary>Remembers numbers, and takes a few for remembered that are not (Bloom 1970, one bit a number).</summary>
    private sealed class BitFilter(long bits)
    {
        private readonly ulong[] _bits = new ulong[System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)bits) / 64];

        /// <summary>False when it was there.</summary>
        public bool Add(ulong number)
        {
            var (at, bit) = Of(number);
            var isNew = (_bits[at] & bit) == 0;
            _bits[at] |= bit;
            return isNew;
        }

        public bool Contains(ulong number)
        {
            var (at, bit) = Of(number);
            return (_bits[at] & bit) != 0;
        }

        private (int At, ulong Bit) Of(ulong number) => ((int)((number >> 6) & (ulong)(_bits.Length - 1)), 1UL << (int)(number & 63));
    }
}

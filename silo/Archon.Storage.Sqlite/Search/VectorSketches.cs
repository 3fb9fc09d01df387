namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// Vectors in memory, in bytes (<see cref="SketchSet"/>): reading 100,000 from the file takes a tenth of a second, and what is near here is compared exactly
/// afterwards. They are whole when there is room, else folded into fewer bytes. A model's are made by the second search that needs them; vectors that are
/// stored later come by themselves, and may come twice. While one model takes another's place both have theirs. Safe for many threads.
/// </summary>
/// <param name="room">Bytes for all models together; what was not asked for longest goes first.</param>
internal sealed class VectorSketches(long room)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, SketchSet> _sets = [];
    private long _asked;

    /// <summary>Vectors that there is room for when they are folded as far as can be.</summary>
    public long Most => room / (SketchSet.Shortest + SketchSet.Beside);

    /// <summary>
    /// True for the one who is to bring all vectors of a model that are stored. The first to ask only makes those come that are stored from now on: what he reads
    /// may have begun before, and would miss one in between.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="dimensions">Length of its vectors.</param>
    /// <param name="count">How many it has now; they are kept so long that a quarter more has room.</param>
    public bool TryBegin(long model, int dimensions, long count)
    {
        lock (_lock)
        {
            if (!_sets.TryGetValue(model, out var set))
            {
                var length = dimensions;
                var left = room - _sets.Values.Sum(other => other.Size);
                foreach (var shorter in (int[])[512, 256, SketchSet.Shortest])
                {
                    length = (length + SketchSet.Beside) * count * 5 / 4 <= left ? length : Math.Min(length, shorter);
                }

                _sets.Add(model, new SketchSet(length) { AskedAt = ++_asked });
                return false;
            }

            if (set.IsLoading || set.IsReady)
            {
                return false;
            }

            return set.IsLoading = true;
        }
    }

    /// <summary>Ends what was begun; without success the model's are let go.</summary>
    public void End(long model, bool isReady)
    {
        lock (_lock)
        {
            // Gone when there was no room for all of it.
            if (!_sets.TryGetValue(model, out var set) || !set.IsLoading)
            {
                return;
            }

            (set.IsLoading, set.IsReady) = (false, isReady);
            if (!isReady)
            {
                _sets.Remove(model);
            }
        }
    }

    /// <summary>Takes a vector, when its model's are wanted.</summary>
    public void Add(long model, long chunk, long source, ReadOnlySpan<float> vector)
    {
        lock (_lock)
        {
            if (_sets.TryGetValue(model, out var set) && MakeRoom(set))
            {
                set.Add(chunk, source, vector);
            }
        }
    }

    /// <summary>Forgets a model's, so that the next search reads them anew.</summary>
    public void Clear(long model)
    {
        lock (_lock)
        {
            if (_sets.TryGetValue(model, out var set) && !set.IsLoading)
            {
                _sets.Remove(model);
            }
        }
    }

    /// <summary>The sketches of a model; null when they are not all here.</summary>
    public SketchSet.View? Find(long model)
    {
        lock (_lock)
        {
            if (!_sets.TryGetValue(model, out var set) || !set.IsReady)
            {
                return null;
            }

            set.AskedAt = ++_asked;
            return set.Now;
        }
    }

    private bool MakeRoom(SketchSet wanted)
    {
        while (_sets.Values.Sum(set => set.Size) >= room)
        {
            var (model, oldest) = _sets.MinBy(pair => pair.Value.AskedAt);
            _sets.Remove(model);
            if (oldest == wanted)
            {
                return false;
            }
        }

        return true;
    }
}

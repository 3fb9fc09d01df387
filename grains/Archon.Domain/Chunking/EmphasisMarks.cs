using System.Text;

namespace Archon.Domain.Chunking;

/// <summary>Which runs of one text are emphasis: those that surely are, and of the others those that have a partner.</summary>
internal sealed class EmphasisMarks
{
    private const int Nowhere = -1;

    private readonly List<(EmphasisRun Run, int At)> _open = [];
    private readonly List<(int At, int Length)> _removed = [];

    /// <summary>True when the run is left out; false when it stays, at this place, though a later one may yet take it along.</summary>
    public bool Takes(EmphasisRun run, int at)
    {
        var partner = run.Ends ? _open.FindLastIndex(open => open.Run.Mark == run.Mark && open.Run.Length == run.Length) : Nowhere;
        if (partner != Nowhere)
        {
            if (_open[partner].At != Nowhere)
            {
                _removed.Add((_open[partner].At, run.Length));
            }

            _open.RemoveRange(partner, _open.Count - partner);
        }
        else if (run.Begins)
        {
            _open.Add((run, run.IsSure ? Nowhere : at));
        }

        return run.IsSure || partner != Nowhere;
    }

    /// <summary>So many characters are gone from the text, which stood up to this place.</summary>
    public void Shift(int at, int characters)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            _open[i] = _open[i].At > at ? _open[i] with { At = _open[i].At - characters } : _open[i];
        }

        for (var i = 0; i < _removed.Count; i++)
        {
            _removed[i] = _removed[i].At > at ? _removed[i] with { At = _removed[i].At - characters } : _removed[i];
        }
    }

    /// <summary>Takes out what stayed and has found its partner since.</summary>
    public void RemoveFrom(StringBuilder text)
    {
        foreach (var (at, length) in _removed.OrderByDescending(removed => removed.At))
        {
            text.Remove(at, length);
        }
    }
}

using Archon.GrainInterfaces.Progress;

namespace Archon.Client.Progress;

/// <summary>How far a subscriber has come: the last number delivered and the epoch of its publisher. Not thread-safe.</summary>
internal sealed class ProgressPosition(long after)
{
    /// <summary>Number of the last event delivered.</summary>
    public long Sequence { get; private set; } = after;

    private long _epoch;

    /// <summary>What a batch from the stream means here; adds its new events to <paramref name="fresh"/> up to a gap.</summary>
    public BatchVerdict Take(ProgressBatch batch, List<CrawlProgress> fresh)
    {
        if (batch.Epoch < _epoch)
        {
            return BatchVerdict.Stale;
        }

        var epochChanged = _epoch != 0 && batch.Epoch > _epoch;
        _epoch = batch.Epoch;
        if (epochChanged)
        {
            return BatchVerdict.NewEpoch;
        }

        foreach (var progress in batch.Events)
        {
            if (progress.Sequence <= Sequence)
            {
                continue;
            }

            // An event that stands for some already delivered is no gap: it reaches back far enough.
            if (progress.Sequence - progress.Coalesced - 1 > Sequence)
            {
                return BatchVerdict.Gap;
            }

            fresh.Add(Advance(progress));
        }

        return batch.LastSequence > Sequence ? BatchVerdict.Gap : BatchVerdict.Contiguous;
    }

    /// <summary>What the journal answered; it is the truth, so whatever number it leaves out has been folded or pruned.</summary>
    public void Take(CrawlEvents journal, List<CrawlProgress> fresh)
    {
        foreach (var progress in journal.Items)
        {
            if (progress.Sequence > Sequence)
            {
                fresh.Add(Advance(progress));
            }
        }
    }

    private CrawlProgress Advance(CrawlProgress progress)
    {
        var coalesced = progress.Sequence - Sequence - 1;
        Sequence = progress.Sequence;
        return progress.Coalesced == coalesced ? progress : progress with { Coalesced = coalesced };
    }
}

/// <summary>What a batch from the stream means to a subscriber.</summary>
internal enum BatchVerdict
{
    /// <summary>Follows on; whatever is new was taken.</summary>
    Contiguous,

    /// <summary>Events are missing before it: ask the journal.</summary>
    Gap,

    /// <summary>Another activation publishes now: ask the journal and subscribe again.</summary>
    NewEpoch,

    /// <summary>From an activation that no longer counts.</summary>
    Stale,
}

namespace Archon.Fetching.Bodies;

/// <summary>One layer of a body: counts what passes, stops at the budget, and lets the next layer look before it reads.</summary>
/// <param name="source">The layer below.</param>
/// <param name="budget">What may pass.</param>
/// <param name="onWire">The layer below is the network, where standing still counts.</param>
/// <param name="endMark">Zeros given once at the end, before the end is told; see <see cref="ContentDecoder"/>.</param>
internal sealed class BudgetStream(Stream source, BodyBudget budget, bool onWire, int endMark = 0) : ReadOnlyStream
{
    private readonly byte[] peeked = new byte[2];
    private int peekedStart;
    private int peekedEnd;
    private int markLeft = endMark;

    /// <summary>Bytes that passed, without the end mark.</summary>
    public long Count { get; private set; }

    /// <summary>The reader was told that nothing more comes.</summary>
    public bool SawEnd { get; private set; }

    /// <summary>The first two bytes (fewer at the end), which stay to be read.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync()
    {
        int read;
        while (peekedEnd < peeked.Length && (read = await ReadSourceAsync(peeked.AsMemory(peekedEnd), budget.Deadline.Token)) > 0)
        {
            peekedEnd += read;
        }

        return peeked.AsMemory(peekedStart, peekedEnd - peekedStart);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Math.Min(buffer.Length, peekedEnd - peekedStart);
        if (read > 0)
        {
            peeked.AsMemory(peekedStart, read).CopyTo(buffer);
            peekedStart += read;
            return read;
        }

        read = await ReadSourceAsync(buffer, cancellationToken);
        if (read == 0)
        {
            read = Math.Min(markLeft, buffer.Length);
            buffer.Span[..read].Clear();
            markLeft -= read;
            SawEnd |= read == 0;
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadSourceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // A bomb that yields nothing keeps the decoder above asking without ever waiting: this is where it can be stopped.
        cancellationToken.ThrowIfCancellationRequested();
        if (onWire)
        {
            budget.Deadline.ExpectWithin(budget.IdleTimeout);
        }

        var read = await source.ReadAsync(buffer, cancellationToken);
        Count += read;
        budget.CheckSize(Count);
        return read;
    }
}

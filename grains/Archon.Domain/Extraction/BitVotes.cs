namespace Archon.Domain.Extraction;

/// <summary>
/// Counts how often each of 64 bits is set, all of them at once: counter <c>n</c> is made of bit <c>n</c> of each plane. Up to 65,535 numbers.
/// </summary>
internal sealed class BitVotes
{
    private readonly ulong[] _planes = new ulong[16];
    private int _count;

    /// <summary>Adds one number: each of its bits is a vote for or against.</summary>
    public void Add(ulong bits)
    {
        _count++;

        // To the last plane, though the carry is soon gone: where it ends is what a processor cannot foresee.
        var planes = _planes;
        for (var plane = 0; plane < planes.Length; plane++)
        {
            var before = planes[plane];
            planes[plane] = before ^ bits;
            bits &= before;
        }
    }

    /// <summary>The bits that were set in more than half of the numbers; 0 when there were none.</summary>
    public long Majority()
    {
        var majority = 0L;
        for (var bit = 0; bit < 64; bit++)
        {
            var votes = 0L;
            for (var plane = 0; plane < _planes.Length; plane++)
            {
                votes |= (long)((_planes[plane] >> bit) & 1) << plane;
            }

            majority |= votes * 2 > _count ? 1L << bit : 0;
        }

        return majority;
    }
}

using System.Buffers;

namespace Archon.Fetching.Bodies;

/// <summary>A whole body in one borrowed array, given back on dispose: the only copy between the socket and the string.</summary>
internal sealed class PooledBody(int capacity) : IDisposable
{
    private byte[] array = ArrayPool<byte>.Shared.Rent(capacity);
    private int length;

    public ReadOnlySpan<byte> Bytes => array.AsSpan(0, length);

    public int Length => length;

    /// <summary>Room for what comes next, never empty.</summary>
    public Memory<byte> Room()
    {
        if (length == array.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(array.Length * 2);
            array.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(array);
            array = larger;
        }

        return array.AsMemory(length);
    }

    public void Advance(int count) => length += count;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(array);
        array = [];
        length = 0;
    }
}

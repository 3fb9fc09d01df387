using System.Buffers;

namespace Archon.Fetching.Bodies;

/// <summary>
/// A whole body in one borrowed array, given back on dispose: the only copy between the socket and the string. Beyond a megabyte the array is
/// not borrowed: the pool would keep one of each size for each thread, long after the few bodies that need them.
/// </summary>
internal sealed class PooledBody(int capacity) : IDisposable
{
    private const int LargestPooled = 1024 * 1024;

    private byte[] array = Take(capacity);
    private int length;

    public ReadOnlySpan<byte> Bytes => array.AsSpan(0, length);

    public int Length => length;

    /// <summary>Room for what comes next, never empty.</summary>
    public Memory<byte> Room()
    {
        if (length == array.Length)
        {
            var larger = Take(array.Length * 2);
            array.CopyTo(larger, 0);
            Give(array);
            array = larger;
        }

        return array.AsMemory(length);
    }

    public void Advance(int count) => length += count;

    public void Dispose()
    {
        Give(array);
        array = [];
        length = 0;
    }

    private static byte[] Take(int size) =>
        size <= LargestPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);

    private static void Give(byte[] array)
    {
        if (array.Length is > 0 and <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}

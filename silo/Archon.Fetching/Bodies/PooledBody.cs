using System.Buffers;

namespace Archon.Fetching.Bodies;

/// <summary>
/// A whole body in one borrowed array, given back on dispose: the only copy between the socket and the string. A large body's array is not
/// borrowed, for the pool would keep one of each size for each thread, long after the few bodies that need them. Nor is it read into
/// directly: a connection keeps a hold of what it read into last for as long as it is idle, which would be one large array for each.
/// </summary>
internal sealed class PooledBody(int capacity) : IDisposable
{
    private const int LargestPooled = 128 * 1024;
    private const int LandingBytes = 64 * 1024;

    private byte[] array = Take(capacity);
    private byte[] landing = [];
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

        if (array.Length <= LargestPooled)
        {
            return array.AsMemory(length);
        }

        if (landing.Length == 0)
        {
            landing = ArrayPool<byte>.Shared.Rent(LandingBytes);
        }

        return landing.AsMemory(0, Math.Min(landing.Length, array.Length - length));
    }

    /// <summary>Counts what was written to the last <see cref="Room"/>.</summary>
    public void Advance(int count)
    {
        if (landing.Length > 0)
        {
            landing.AsSpan(0, count).CopyTo(array.AsSpan(length));
        }

        length += count;
    }

    public void Dispose()
    {
        Give(array);
        Give(landing);
        (array, landing, length) = ([], [], 0);
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

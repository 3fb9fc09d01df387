using System.Buffers;
using System.Buffers.Binary;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>
/// Rows of vectors as <c>COPY … (FORMAT binary)</c> takes them (PostgreSQL's manual, "COPY, Binary Format"), a vector as pgvector's
/// <c>halfvec_recv</c> reads it: number of dimensions, zero, and each component as a half. In a rented array: a batch is large enough for the heap
/// that is collected last, and a crawl has thousands of them.
/// </summary>
internal sealed class VectorRows : IDisposable
{
    private const int HeaderLength = 19;
    private const int RowLength = 2 + 12 + 12 + 4 + 4;

    private readonly byte[] _bytes;
    private int _length;

    /// <param name="rows">Chunk, source and vector of each.</param>
    public VectorRows(IReadOnlyCollection<(long Chunk, long Source, ReadOnlyMemory<float> Vector)> rows)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(HeaderLength + rows.Sum(row => RowLength + (2 * row.Vector.Length)) + 2);
        ReadOnlySpan<byte> signature = [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];
        signature.CopyTo(_bytes);
        _length = signature.Length;
        Int32(0);
        Int32(0);
        foreach (var (chunk, source, vector) in rows)
        {
            Int16(3);
            Int64(chunk);
            Int64(source);
            Int32(4 + (2 * vector.Length));
            Int16((short)vector.Length);
            Int16(0);
            Halves(_bytes.AsSpan(_length, 2 * vector.Length), vector.Span);
            _length += 2 * vector.Length;
        }

        Int16(-1);
    }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    // Most components of a lexical vector are zero, and making a half of a number is what costs here.
    private static void Halves(Span<byte> halves, ReadOnlySpan<float> components)
    {
        halves.Clear();
        for (var i = 0; i < components.Length; i++)
        {
            if (components[i] != 0)
            {
                BinaryPrimitives.WriteHalfBigEndian(halves[(2 * i)..], (Half)components[i]);
            }
        }
    }

    private void Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.AsSpan(_length), value);
        _length += 2;
    }

    private void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), value);
        _length += 4;
    }

    // With its length before it.
    private void Int64(long value)
    {
        Int32(8);
        BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(_length), value);
        _length += 8;
    }
}

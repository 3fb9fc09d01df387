using System.Buffers;
using System.Buffers.Binary;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>
/// Rows of vectors as <c>COPY … (FORMAT binary)</c> takes them (PostgreSQL's manual, "COPY, Binary Format"), a vector as pgvector's
/// <c>halfvec_recv</c> reads it: number of dimensions, zero, and each component as a half.
/// </summary>
internal static class VectorRows
{
    public static ReadOnlyMemory<byte> Of(IEnumerable<(long Chunk, long Source, ReadOnlyMemory<float> Vector)> rows)
    {
        var bytes = new ArrayBufferWriter<byte>(65536);
        bytes.Write<byte>([(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0]);
        Int32(bytes, 0);
        Int32(bytes, 0);
        foreach (var (chunk, source, vector) in rows)
        {
            Int16(bytes, 3);
            Int64(bytes, chunk);
            Int64(bytes, source);
            Int32(bytes, 4 + (2 * vector.Length));
            Int16(bytes, (short)vector.Length);
            Int16(bytes, 0);
            var halves = bytes.GetSpan(2 * vector.Length);
            var components = vector.Span;
            for (var i = 0; i < components.Length; i++)
            {
                BinaryPrimitives.WriteHalfBigEndian(halves[(2 * i)..], (Half)components[i]);
            }

            bytes.Advance(2 * vector.Length);
        }

        Int16(bytes, -1);
        return bytes.WrittenMemory;
    }

    private static void Int16(ArrayBufferWriter<byte> bytes, short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(bytes.GetSpan(2), value);
        bytes.Advance(2);
    }

    private static void Int32(ArrayBufferWriter<byte> bytes, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(4), value);
        bytes.Advance(4);
    }

    // With its length before it.
    private static void Int64(ArrayBufferWriter<byte> bytes, long value)
    {
        Int32(bytes, 8);
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(8), value);
        bytes.Advance(8);
    }
}

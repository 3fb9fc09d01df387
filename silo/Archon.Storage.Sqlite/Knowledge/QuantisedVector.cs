using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>
/// A vector as it is stored: one signed byte a dimension and one scale for all, so that value ≈ scale × byte. For unit vectors
/// of a few hundred dimensions the cosine of two is off by less than 0.01; the room and the time to scan shrink to a quarter.
/// </summary>
internal static class QuantisedVector
{
    /// <summary>Writes the bytes to <paramref name="data"/>, as long as the vector, and returns the scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Quantise(ReadOnlySpan<float> vector, Span<byte> data)
    {
        var most = vector.IsEmpty ? 0f : MathF.Abs(TensorPrimitives.MaxMagnitude(vector));
        if (most == 0f || !float.IsFinite(most))
        {
            data.Clear();
            return 0;
        }

        var scale = most / sbyte.MaxValue;
        var bytes = MemoryMarshal.Cast<byte, sbyte>(data);
        for (var i = 0; i < vector.Length; i++)
        {
            bytes[i] = (sbyte)MathF.Round(vector[i] / scale);
        }

        return scale;
    }

    /// <summary>The vector again, each value off by half a scale at most.</summary>
    public static float[] Restore(ReadOnlySpan<byte> data, float scale)
    {
        var vector = new float[data.Length];
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, sbyte>(data), vector);
        TensorPrimitives.Multiply(vector, scale, vector);
        return vector;
    }

    /// <summary>The dot product with a vector of full precision; <paramref name="scratch"/> is as long as both.</summary>
    public static float Dot(ReadOnlySpan<float> query, ReadOnlySpan<byte> data, float scale, Span<float> scratch)
    {
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, sbyte>(data), scratch);
        return scale * TensorPrimitives.Dot(query, scratch);
    }
}

using System.Runtime.InteropServices;
using System.Text;

namespace Archon.Embeddings.Tests.Onnx;

/// <summary>
/// Writes a small model in the ONNX format (protocol buffers, by hand): each token's vector is its row of a table, and a text has one vector a token, or
/// their mean when it is to pool itself.
/// </summary>
internal static class OnnxWriter
{
    private const int Float = 1;
    private const int Int64 = 7;

    /// <param name="table">A row a token.</param>
    /// <param name="output">Name of the output.</param>
    /// <param name="isPooled">One vector a text, the mean of all its tokens and of what fills it up.</param>
    /// <param name="inputs">Names of the inputs; the first is looked up.</param>
    public static byte[] Model(float[][] table, string output = "last_hidden_state", bool isPooled = false, params string[] inputs)
    {
        inputs = inputs is [] ? ["input_ids", "attention_mask", "token_type_ids"] : inputs;
        var gathered = isPooled ? "gathered" : output;
        List<byte[]> graph =
        [
            Message(1, [.. Text(1, "table"), .. Text(1, inputs[0]), .. Text(2, gathered), .. Text(4, "Gather")]),
            Text(2, "small"),
            Message(5, [.. Number(1, table.Length), .. Number(1, table[0].Length), .. Number(2, Float), .. Text(8, "table"), .. Bytes(9, MemoryMarshal.AsBytes<float>(table.SelectMany(row => row).ToArray()))]),
            .. inputs.Select(name => Message(11, Value(name, Int64, "texts", "tokens"))),
            Message(12, isPooled ? Value(output, Float, "texts", "width") : Value(output, Float, "texts", "tokens", "width")),
        ];
        if (isPooled)
        {
            var axes = Message(5, [.. Text(1, "axes"), .. Number(20, 7), .. Number(8, 1)]);
            var keep = Message(5, [.. Text(1, "keepdims"), .. Number(20, 2), .. Number(3, 0)]);
            graph.Insert(1, Message(1, [.. Text(1, gathered), .. Text(2, output), .. Text(4, "ReduceMean"), .. axes, .. keep]));
        }

        return [.. Number(1, 8), .. Message(7, [.. graph.SelectMany(part => part)]), .. Message(8, [.. Text(1, ""), .. Number(2, 13)])];
    }

    private static byte[] Value(string name, int type, params string[] dimensions)
    {
        var shape = dimensions.SelectMany(dimension => Message(1, Text(2, dimension)));
        return [.. Text(1, name), .. Message(2, Message(1, [.. Number(1, type), .. Message(2, [.. shape])]))];
    }

    private static byte[] Message(int field, ReadOnlySpan<byte> content) => Bytes(field, content);

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, ReadOnlySpan<byte> content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int field, long value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Varint(long value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}

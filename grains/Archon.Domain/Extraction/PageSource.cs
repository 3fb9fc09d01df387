using System.Text;

namespace Archon.Domain.Extraction;

/// <summary>A page's text for as long as its parts are read: a byte a character where all are of Latin-1, which is half of what a string takes.</summary>
internal sealed class PageSource
{
    private readonly string? _wide;
    private readonly byte[]? _narrow;

    public PageSource(string text)
    {
        var narrow = GC.AllocateUninitializedArray<byte>(text.Length);
        if (Narrow(text, narrow))
        {
            _narrow = narrow;
        }
        else
        {
            _wide = text;
        }
    }

    /// <summary>The characters of a range.</summary>
    public string Slice(int start, int end) =>
        _narrow is { } narrow ? Encoding.Latin1.GetString(narrow, start, end - start) : _wide![start..end];

    public override string ToString() => _narrow is { } narrow ? Encoding.Latin1.GetString(narrow) : _wide!;

    private static bool Narrow(string text, Span<byte> narrow)
    {
        var anything = 0;
        for (var position = 0; position < text.Length; position++)
        {
            anything |= text[position];
            narrow[position] = (byte)text[position];
        }

        return anything <= byte.MaxValue;
    }
}

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

    /// <summary>The characters of a range between two texts. One string: a page of parts is read twice, and most of what that takes are these.</summary>
    public string Slice(string before, int start, int end, string after) =>
        string.Create(before.Length + end - start + after.Length, (Page: this, before, start, end, after), static (text, slice) =>
        {
            slice.before.CopyTo(text);
            slice.Page.CopyTo(text[slice.before.Length..^slice.after.Length], slice.start, slice.end);
            slice.after.CopyTo(text[^slice.after.Length..]);
        });

    public override string ToString() => _narrow is { } narrow ? Encoding.Latin1.GetString(narrow) : _wide!;

    private void CopyTo(Span<char> text, int start, int end)
    {
        if (_narrow is { } narrow)
        {
            Encoding.Latin1.GetChars(narrow.AsSpan(start, end - start), text);
        }
        else
        {
            _wide!.AsSpan(start, end - start).CopyTo(text);
        }
    }

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

namespace Archon.Domain.Chunking;

/// <summary>A chunk in the making whose text is known.</summary>
/// <param name="Content">Its text, with what is repeated around it.</param>
/// <param name="Start">First character of its range of the page.</param>
/// <param name="End">One past the last.</param>
/// <param name="Before">Characters of <paramref name="Content"/> before the range.</param>
internal sealed record Piece(string Content, int Start, int End, int Before)
{
    public static Piece Of(string text, Part part) =>
        new(string.Concat(part.Before, text.AsSpan(part.Start, part.End - part.Start), part.After), part.Start, part.End, part.Before.Length);

    /// <summary>Nothing is repeated around it.</summary>
    public bool IsBare => Content.Length == End - Start;

    /// <summary>Its range alone.</summary>
    public Piece Bare() => Slice(0, End - Start)!;

    /// <summary>A piece of this one's content; null when it holds nothing of the range, but only what is repeated around it.</summary>
    public Piece? Within(Piece inner)
    {
        var start = Math.Clamp(inner.Start - Before, 0, End - Start);
        var end = Math.Clamp(inner.End - Before, start, End - Start);
        return end == start ? null : new Piece(inner.Content, Start + start, Start + end, inner.Before + Math.Max(0, Before - inner.Start));
    }

    /// <summary>Characters of the range, without the blanks around them; null when they are nothing else.</summary>
    public Piece? Slice(int from, int to)
    {
        var text = Content.AsSpan(Before + from, to - from);
        var trimmed = text.TrimStart();
        var start = Start + from + (text.Length - trimmed.Length);
        trimmed = trimmed.TrimEnd();
        return trimmed.IsEmpty ? null : new Piece(trimmed.ToString(), start, start + trimmed.Length, 0);
    }
}

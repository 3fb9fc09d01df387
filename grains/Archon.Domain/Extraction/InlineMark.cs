namespace Archon.Domain.Extraction;

internal enum InlineMarkKind
{
    /// <summary>Writes nothing: an emphasis inside its like, a link that leads nowhere.</summary>
    None,
    Emphasis,
    Strong,
    Deleted,
    Superscript,
    Subscript,
    Link,
}

/// <summary>An inline element that is open while its content is written.</summary>
internal sealed class InlineMark(InlineMarkKind kind, string? address)
{
    /// <summary>Before the first visible letter nothing is written yet, so that a mark never opens on a blank.</summary>
    public const int NotWritten = -1;

    public InlineMarkKind Kind { get; } = kind;

    public string? Address { get; } = address;

    /// <summary>Where the opening delimiter begins, or <see cref="NotWritten"/>.</summary>
    public int Start { get; set; } = NotWritten;

    /// <summary>The delimiter would not be one where it stands, so the words are written without.</summary>
    public bool IsGivenUp { get; set; }

    public string Opening => Kind switch
    {
        InlineMarkKind.Emphasis => "*",
        InlineMarkKind.Strong => "**",
        InlineMarkKind.Deleted => "~~",
        InlineMarkKind.Superscript => "<sup>",
        InlineMarkKind.Subscript => "<sub>",
        InlineMarkKind.Link => "[",
        _ => "",
    };

    public string Closing => Kind switch
    {
        InlineMarkKind.Superscript => "</sup>",
        InlineMarkKind.Subscript => "</sub>",
        _ => Opening,
    };

    public bool IsEmphasis => Kind is InlineMarkKind.Emphasis or InlineMarkKind.Strong or InlineMarkKind.Deleted;
}

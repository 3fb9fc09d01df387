namespace Archon.Domain.Documents;

/// <summary>A line of text of a PDF. Lengths are points, a 72nd of an inch; the origin is the page's lower left corner.</summary>
internal sealed record PdfLine
{
    /// <summary>Its page, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>The text, without white space around it.</summary>
    public required string Text { get; init; }

    /// <summary>Where its first letter begins.</summary>
    public required double Left { get; init; }

    /// <summary>Where its last letter ends.</summary>
    public required double Right { get; init; }

    /// <summary>What its letters stand on.</summary>
    public required double Baseline { get; init; }

    /// <summary>The size of most of its letters, to half a point.</summary>
    public required double Size { get; init; }

    /// <summary>Its letters all have one width: it is code, or what looks like it.</summary>
    public required bool IsMono { get; init; }

    /// <summary>It stands in the outer eighth of its page, above or below.</summary>
    public required bool IsMargin { get; init; }
}

namespace Archon.Domain.Extraction;

/// <summary>An element of a page that is cut into parts, while its end has not been found.</summary>
internal sealed class OpenElement(string name, HtmlTagScanner.Tag tag, bool isContainer, bool mayHoldCuts)
{
    public string Name { get; } = name;

    public HtmlTagScanner.Tag Tag { get; } = tag;

    /// <summary>Its children may be cut apart.</summary>
    public bool IsContainer { get; } = isContainer;

    /// <summary>It may stand open around parts.</summary>
    public bool MayHoldCuts { get; } = mayHoldCuts;

    /// <summary>A part of it, or of something in it, was cut.</summary>
    public bool IsCut { get; set; }

    /// <summary>Where the children begin that the next cut takes; -1 before the first child that says something.</summary>
    public int RunStart { get; set; } = -1;

    /// <summary>What stands in those children.</summary>
    public ulong Tags { get; set; }

    public HtmlSegment.Place? Place { get; set; }
}

namespace Archon.Ports.Fetching;

/// <summary>How a document's text is to be read.</summary>
public enum DocumentKind
{
    /// <summary>HTML or XHTML.</summary>
    Html = 0,

    /// <summary>Markdown.</summary>
    Markdown = 1,

    /// <summary>Plain text.</summary>
    PlainText = 2,

    /// <summary>Something else, read because it was asked for as it is.</summary>
    Other = 3,
}

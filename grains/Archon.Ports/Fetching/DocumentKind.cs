namespace Archon.Ports.Fetching;

/// <summary>How a document is to be read. The numbers are stored and never move.</summary>
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

    /// <summary>PDF; it is bytes and no text.</summary>
    Pdf = 4,

    /// <summary>A Jupyter notebook.</summary>
    Notebook = 5,
}

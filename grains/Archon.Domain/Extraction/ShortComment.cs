using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What is said of a member in short, and taken back where all that is said of it follows and begins with that (Scaladoc): a reader sees one of the two at a time.</summary>
internal sealed class ShortComment(MarkdownWriter writer)
{
    private string _words = "";
    private int _start;
    private int _end;

    /// <summary>Forgets the page before.</summary>
    public void Begin() => _words = "";

    public void Write(IElement element)
    {
        writer.Flush();
        _start = writer.Output.Length;
        writer.WriteChildren(element);
        writer.Flush();
        _end = writer.Output.Length;

        // A mark of a list or a quotation that it began would be taken back with it.
        _words = writer.Output.Depth == 0 || writer.HasWrittenInItem ? OneLine.Of(writer.Words.Of(element)) : "";
    }

    /// <summary>All that is said of the member is about to be written.</summary>
    public void MeetFull(IElement element)
    {
        if (_words.Length > 0 && writer.Output.Length == _end && !writer.Inline.HasText && OneLine.Of(writer.Words.Of(element)).StartsWith(_words, StringComparison.Ordinal))
        {
            writer.Output.Truncate(_start);
        }

        _words = "";
    }
}

using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes the rules between the blocks of a page: never two in a row, none where nothing follows, and none beside what leads to the pages around and is left out. Reused from page to page.
/// </summary>
internal sealed class RuleWriter(MarkdownWriter writer)
{
    private const int Nowhere = -1;

    private int _passedAt = Nowhere;

    public void Begin() => _passedAt = Nowhere;

    public void Write()
    {
        writer.Flush();

        if (writer.Flow is BlockFlow.Blocks && writer.Output is { Length: > 0, Depth: 0 } && writer.Output.Length != _passedAt && !writer.Filter.InHeader)
        {
            writer.Inline.Owe(null);
            writer.Label.End();
            writer.Output.OweRule();
            writer.CloseNext = false;
            writer.Headings.Number = null;
        }
    }

    /// <summary>What leads to the pages around was left out: rules before and behind it parted only that from the text.</summary>
    public void Pass(IElement turner)
    {
        writer.Flush();
        if (PageTurner.PlaceIn(turner) is { } place)
        {
            writer.Anchors.Meet(place, writer.Output.Length);
        }

        writer.Output.DropRule();
        _passedAt = writer.Output.Length;
    }
}

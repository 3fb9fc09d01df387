using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Writes headings, and what stands beside one where a header holds it. Reused from page to page.</summary>
internal sealed class HeadingWriter(MarkdownWriter writer)
{
    private IElement? _written;

    /// <summary>Level of the heading that is being written, 1 to 6; 0 outside of one.</summary>
    public int Level { get; private set; }

    /// <summary>One of the page has been written, so that its text has begun.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What stands beside a heading that has been written is being written.</summary>
    public bool IsInHeader => _written is not null;

    /// <summary>The number of the step that the next heading begins; other text before that has none.</summary>
    public int? Number { get; set; }

    public void Begin()
    {
        Level = 0;
        Number = null;
        HasBegun = false;
        _written = null;
    }

    /// <summary>It was written before what stands beside it.</summary>
    public bool IsWritten(IElement element) => ReferenceEquals(element, _written);

    public void Write(IElement element, in ElementFacts facts)
    {
        if (writer.Flow is not BlockFlow.Blocks)
        {
            writer.WriteLine(element, InlineMarkKind.Strong);
            writer.Flush();
            return;
        }

        writer.Flush();
        HasBegun = true;
        var before = writer.Output.Length;
        writer.Anchors.BeginHeading(facts.Id);
        Level = facts.Tag - HtmlTag.Heading1 + 1;
        if (Number is { } number)
        {
            writer.Inline.Owe(StepNumber.Before(element, number));
            Number = null;
        }

        writer.WriteLine(element, InlineMarkKind.None);
        writer.Flush();
        Level = 0;
        writer.Anchors.EndHeading(before, writer.Output.BlockStart, writer.Output.Length);
    }

    /// <summary>Writes what is a heading by its role. The level is the one that it states, 2 by default (WAI-ARIA 1.2, "heading").</summary>
    public void WriteStated(IElement element, in ElementFacts facts) =>
        Write(element, facts with { Tag = int.TryParse(element.GetAttribute("aria-level"), out var level) && level > 0 ? HtmlTag.Heading1 + Math.Min(level, 6) - 1 : HtmlTag.Heading2 });

    /// <summary>Writes the heading first, then what stands beside it: since when there is such a method.</summary>
    public void WriteHeader(IElement element, IElement heading)
    {
        writer.Flush();
        var outer = writer.Anchors.BeginSection(HeaderReader.IdOf(element, heading), writer.Output.Length);
        Write(heading, writer.FactsOf(heading));
        writer.Anchors.EndSection(outer);

        var above = _written;
        _written = heading;
        writer.WriteChildren(element);
        writer.Flush();
        _written = above;
    }
}

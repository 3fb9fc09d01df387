using System.Collections.Immutable;
using Archon.Domain.Anchors;
using Markdig.Syntax;

namespace Archon.Domain.Chunking;

/// <summary>Turns the parsed page into blocks that tile its lines, so that no character can fall between two.</summary>
internal sealed class OutlineBuilder(LineTable lines, ImmutableArray<PageAnchor> anchors)
{
    // Those of the section, by what leads to them.
    private readonly Dictionary<string, HeadingNode> _terms = new(StringComparer.Ordinal);
    private HeadingNode? _latest;

    // The term that the last block was, whose description has not begun: what follows may share it.
    private HeadingNode? _bare;
    private int _nextLine;

    /// <summary>The first blocks of a document that is being parsed, which have ended.</summary>
    /// <param name="document">It has one block more, which may still go on, or is parsed.</param>
    /// <param name="ended">How many.</param>
    public ImmutableArray<OutlineBlock> Tile(MarkdownDocument document, int ended)
    {
        var firstLine = _nextLine;
        _nextLine = ended < document.Count ? LineOf(document[ended], firstLine, lines.Count) : lines.Count;
        return Tile(document, ended, firstLine, _nextLine);
    }

    private ImmutableArray<OutlineBlock> Tile(ContainerBlock parent, int count, int firstLine, int endLine)
    {
        var blocks = ImmutableArray.CreateBuilder<OutlineBlock>(count);
        for (var i = 0; i < count; i++)
        {
            // The first block also owns what stands before it, which is blank or the parent's own marker.
            var first = i == 0 ? firstLine : LineOf(parent[i], firstLine, endLine);
            var end = i + 1 == count ? endLine : LineOf(parent[i + 1], firstLine, endLine);
            var before = blocks.Count;
            Append(blocks, parent[i], first, end);
            if (!anchors.IsEmpty && parent is MarkdownDocument)
            {
                var bare = _bare;
                _bare = null;
                blocks[before] = blocks[before].Heading is null ? WithTerm(blocks[before], parent[i], bare) : blocks[before];
            }
        }

        return blocks.DrainToImmutable();
    }

    private int LineOf(Block block, int firstLine, int endLine) => Math.Clamp(lines.LineAt(block.Span.Start), firstLine, endLine);

    private void Append(ImmutableArray<OutlineBlock>.Builder blocks, Block block, int first, int end)
    {
        switch (block)
        {
            case HeadingBlock heading when block.Parent is MarkdownDocument:
                blocks.Add(Heading(heading, heading.Level, first, end));
                break;
            case OutlineParagraph { SetextLevel: > 0 } heading when block.Parent is MarkdownDocument:
                blocks.Add(Heading(heading, heading.SetextLevel, first, end));
                break;
            case OutlineParagraph { SetextLevel: 0 } paragraph:
                AppendParagraph(blocks, paragraph, first, end);
                break;
            case CodeBlock code:
                blocks.Add(new(OutlineKind.Code, first, end) { Code = code });
                break;
            case ContainerBlock { Count: > 0 } container:
                blocks.Add(new(OutlineKind.Container, first, end) { Children = Tile(container, container.Count, first, end) });
                break;
            default:
                blocks.Add(new(OutlineKind.Text, first, end));
                break;
        }
    }

    private OutlineBlock Heading(LeafBlock heading, int level, int first, int end)
    {
        var line = lines.LineAt(heading.Span.Start);
        var anchor = anchors.IsEmpty ? null : PageAnchors.In(anchors, lines.StartOf(line), lines.StartOf(line + 1));
        _latest = new HeadingNode(HeadingNode.ParentFor(_latest, level), level, PlainText.OfHeading(heading.Lines), anchor);
        _terms.Clear();
        return new(OutlineKind.Heading, first, end) { Heading = _latest };
    }

    /// <summary>A block that is a term, or after whose terms the section goes on, or the description of the term around them.</summary>
    private OutlineBlock WithTerm(OutlineBlock block, Block parsed, HeadingNode? bare)
    {
        var line = lines.LineAt(parsed.Span.Start);
        if (PageAnchors.In(anchors, lines.StartOf(line), lines.StartOf(line + 1)) is not { } fragment)
        {
            return block;
        }

        if (fragment.Length == 0 || _terms.TryGetValue(fragment, out var known))
        {
            (known, var latest) = (fragment.Length == 0 ? HeadingNode.SectionOf(_latest) : _terms[fragment], _latest);
            _latest = known;
            return ReferenceEquals(known, latest) ? block : block with { Heading = known };
        }

        if (block.Prose is not { } prose || TermText.Of(prose, out var isAlone, out var leadsOn) is not { } term)
        {
            return block;
        }

        var parent = HeadingNode.ParentFor(_latest, fragment);
        var called = !leadsOn && bare is not null && ReferenceEquals(bare.Parent, parent) ? TermText.Join(bare.Path[^1], term) : term;
        _latest = _terms[fragment] = new HeadingNode(parent, HeadingNode.TermLevel, called, fragment);
        _bare = isAlone && !leadsOn ? _latest : null;
        return block with { Kind = isAlone ? OutlineKind.Heading : block.Kind, Heading = _latest };
    }

    private void AppendParagraph(ImmutableArray<OutlineBlock>.Builder blocks, OutlineParagraph paragraph, int first, int end)
    {
        var header = PipeTable.HeaderIn(paragraph.Lines);
        if (header < 0)
        {
            blocks.Add(new(OutlineKind.Text, first, end) { Prose = paragraph });
            return;
        }

        var table = header == 0 ? first : Math.Clamp(lines.LineAt(paragraph.Lines.Lines[header].Position), first, end);
        if (table > first)
        {
            blocks.Add(new(OutlineKind.Text, first, table));
        }

        blocks.Add(new(OutlineKind.Table, table, end));
    }
}

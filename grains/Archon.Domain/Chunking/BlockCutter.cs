using Markdig.Syntax;

namespace Archon.Domain.Chunking;

/// <summary>Cuts a block too large for one chunk into parts that are not.</summary>
internal sealed class BlockCutter(MarkdownOutline outline, ChunkingOptions options)
{
    private readonly LineCutter _lineCutter = new(outline.Markdown, outline.Lines);

    private LineTable Lines => outline.Lines;

    /// <param name="block">The block.</param>
    /// <param name="firstLimit">Tokens left for the first part, where a heading already takes some.</param>
    public IEnumerable<Part> Cut(OutlineBlock block, int firstLimit) => Cut(block, firstLimit, options.MaxTokens);

    /// <param name="block">The block.</param>
    /// <param name="firstLimit">Tokens left for the first part, where a heading already takes some.</param>
    /// <param name="wholeLimit">A block of so many tokens is not cut.</param>
    public IEnumerable<Part> Cut(OutlineBlock block, int firstLimit, int wholeLimit)
    {
        var (first, end) = Lines.Trim(block.FirstLine, block.EndLine);
        if (first == end)
        {
            return [];
        }

        var (start, stop) = (Lines.StartOf(first), Lines.EndOf(end - 1));
        var tokens = Lines.Tokens(first, end);
        if (tokens <= wholeLimit)
        {
            return [new Part(start, stop, tokens)];
        }

        return block.Kind switch
        {
            OutlineKind.Container => CutContainer(block, firstLimit),
            OutlineKind.Code => _lineCutter.Cut(first, end, FrameOf(block.Code!, first, end), firstLimit, options.MaxTokens),
            OutlineKind.Table => _lineCutter.Cut(first, end, FrameOfTable(first, end), firstLimit, options.MaxTokens),
            _ => TextCutter.Cut(outline.Markdown, start, stop, Math.Min(firstLimit, options.TargetTokens), options.TargetTokens, options.MaxTokens),
        };
    }

    private IEnumerable<Part> CutContainer(OutlineBlock block, int firstLimit)
    {
        foreach (var child in block.Children)
        {
            foreach (var part in Cut(child, firstLimit))
            {
                yield return part;
                firstLimit = options.MaxTokens;
            }
        }
    }

    private LineFrame FrameOf(CodeBlock code, int firstLine, int endLine)
    {
        if (code is not FencedCodeBlock fence)
        {
            return LineFrame.None(firstLine, endLine, prefersBlankLines: true);
        }

        var margin = Margin(firstLine, fence);
        var marks = new string(fence.FencedChar, fence.OpeningFencedCharCount);
        var before = $"{margin}{marks}{CodeExamples.CodeLanguage.Of(fence)}\n";
        var closing = fence.ClosingFencedCharCount > 0 ? Lines.LineAt(fence.Span.End) : endLine;
        return Affordable(new(before, $"\n{margin}{marks}", firstLine + 1, closing, PrefersBlankLines: true), firstLine, endLine);
    }

    /// <summary>What stands left of a fence, list markers turned to blanks: a part continues the item, it does not begin one.</summary>
    private string Margin(int firstLine, FencedCodeBlock fence)
    {
        var start = Lines.StartOf(firstLine);
        var length = Math.Max(0, fence.Span.Start - start);
        return string.Create(length, (outline.Markdown, start), static (margin, source) =>
        {
            for (var i = 0; i < margin.Length; i++)
            {
                var c = source.Markdown[source.start + i];
                margin[i] = c is '>' or '\t' ? c : ' ';
            }
        });
    }

    private LineFrame FrameOfTable(int firstLine, int endLine)
    {
        var header = outline.Markdown[Lines.StartOf(firstLine)..Lines.EndOf(firstLine + 1)];
        return Affordable(new(header + "\n", "", firstLine + 2, endLine, PrefersBlankLines: false), firstLine, endLine);
    }

    /// <summary>A frame that would fill half a chunk is not worth repeating.</summary>
    private LineFrame Affordable(LineFrame frame, int firstLine, int endLine)
    {
        var outside = Lines.Tokens(firstLine, frame.BodyFirst) + Lines.Tokens(frame.BodyEnd, endLine);
        var repeated = TokenEstimate.Count(frame.Before) + TokenEstimate.Count(frame.After);
        var tokens = Math.Max(outside, repeated) + (2 * TokenEstimate.LineBreak);
        return tokens <= options.MaxTokens / 2 && frame.BodyFirst < frame.BodyEnd
            ? frame with { Tokens = tokens }
            : LineFrame.None(firstLine, endLine, frame.PrefersBlankLines);
    }
}

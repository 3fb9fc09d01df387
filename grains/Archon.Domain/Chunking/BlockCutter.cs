using Markdig.Syntax;

namespace Archon.Domain.Chunking;

/// <summary>Cuts a block too large for one chunk into parts that are not.</summary>
internal sealed class BlockCutter(MarkdownOutline outline, ChunkingOptions options)
{
    private readonly LineCutter _lineCutter = new(outline.Markdown, outline.Lines);

    private LineTable Lines => outline.Lines;

    /// <param name="block">The block.</param>
    /// <param name="firstLimit">Tokens left for the first part, where a heading already takes some.</param>
    public IEnumerable<Part> Cut(OutlineBlock block, int firstLimit)
    {
        var (first, end) = Lines.Trim(block.FirstLine, block.EndLine);
        if (first == end)
        {
            return [];
        }

        var (start, stop) = (Lines.StartOf(first), Lines.EndOf(end - 1));
        var tokens = Lines.Tokens(first, end);
        if (tokens <= options.MaxTokens)
        {
            return [new Part(start, stop, tokens)];
        }

        return block.Kind switch
        {
            OutlineKind.Container => CutContainer(block, firstLimit),
            OutlineKind.Code => _lineCutter.Cut(first, end, FrameOf(block.Code!, first), firstLimit, options.MaxTokens),
            OutlineKind.Table => _lineCutter.Cut(first, end, FrameOfTable(first), firstLimit, options.MaxTokens),
            _ => TextCutter.Cut(outline.Markdown, start, stop, Math.Min(firstLimit, options.TargetTokens), options.TargetTokens),
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

    private LineCutter.Frame FrameOf(CodeBlock code, int firstLine)
    {
        if (code is not FencedCodeBlock fence)
        {
            return new("", "", PrefersBlankLines: true);
        }

        var margin = Margin(firstLine, fence);
        var marks = new string(fence.FencedChar, fence.OpeningFencedCharCount);
        var language = CodeExamples.CodeLanguage.Of(fence);
        return Affordable(new($"{margin}{marks}{language}\n", $"\n{margin}{marks}", PrefersBlankLines: true));
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

    private LineCutter.Frame FrameOfTable(int firstLine)
    {
        var start = Lines.StartOf(firstLine);
        return Affordable(new(outline.Markdown[start..Lines.EndOf(firstLine + 1)] + "\n", "", PrefersBlankLines: false));
    }

    /// <summary>A frame that would fill half a chunk is not worth repeating.</summary>
    private LineCutter.Frame Affordable(LineCutter.Frame frame) =>
        frame.Tokens <= options.MaxTokens / 2 ? frame : new("", "", frame.PrefersBlankLines);
}

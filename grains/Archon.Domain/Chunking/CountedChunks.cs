using System.Collections.Immutable;

namespace Archon.Domain.Chunking;

/// <summary>
/// Chunks whose size is counted by the embedder. Where to cut is decided by the estimate, which can be added up, with limits that are brought to the page: how much
/// more, or less, the embedder counts of its text. Then each chunk is counted, and one that is too large all the same is cut again, as a page of its own, so that
/// its fence is closed and its table keeps its header. A page is counted twice, and what is cut again a few times more: linear in the page.
/// </summary>
internal sealed class CountedChunks(MarkdownOutline outline, ChunkingOptions options, ITokenCounter counter)
{
    // Of a larger page its beginning, middle and end say enough.
    private const int Sample = 16_384;

    // Limits move in eighths, so that a word that is changed moves no cut elsewhere on its page.
    private const int Steps = 8;
    private const int LeastRatio = Steps / 2;
    private const int MostRatio = Steps * 6;

    // One character more or less has no more tokens than the smallest maximum.
    private const int ShortestHalved = 4;

    // Each round leaves what fits and halves at least the rest.
    private const int Rounds = 8;

    private readonly ImmutableArray<Chunk>.Builder _chunks = ImmutableArray.CreateBuilder<Chunk>();

    public ImmutableArray<Chunk> Cut()
    {
        var ratio = Ratio(outline.Markdown);
        var overlap = new SentenceOverlap(outline.Markdown, options);
        foreach (var draft in Chunker.Draft(outline, Scaled(options.TargetWithoutOverlap, ratio), Scaled(options.MaxTokens, ratio)))
        {
            var (part, _, _, _, prose) = draft;
            var piece = Piece.Of(outline.Markdown, part);
            var tokens = counter.Count(piece.Content);
            if (tokens <= options.MaxTokens)
            {
                // What was cut again may be smaller than its prose.
                var above = prose >= (_chunks.Count > 0 ? _chunks[^1].Start : 0) ? prose : null;
                (var content, tokens) = overlap.Add(piece.Content, tokens, part, above);
                piece = piece with { Content = content };
            }

            Add(piece, tokens, draft, Scaled(options.MaxTokens, ratio), Rounds);
        }

        return _chunks.DrainToImmutable();
    }

    private static int Scaled(int tokens, int ratio) => Math.Max(ChunkingOptions.SmallestMax, tokens * Steps / ratio);

    private void Add(Piece piece, int tokens, in ChunkDraft draft, int limit, int rounds)
    {
        if (tokens <= options.MaxTokens || piece.Content.Length < ShortestHalved)
        {
            _chunks.Add(new(_chunks.Count, HeadingNode.PathOf(draft.Heading), piece.Content, piece.Start, piece.End, tokens) { Fragments = outline.FragmentsOf(piece.Start, piece.End, piece.Content, draft) });
            return;
        }

        // By as much as it is too large, and a little more: what is repeated around each part counts too.
        limit = Math.Max(ChunkingOptions.SmallestMax, (int)((long)limit * options.MaxTokens / tokens) * 7 / 8);
        foreach (var smaller in rounds > 0 && limit > ChunkingOptions.SmallestMax ? Again(piece, limit) : Halves(piece))
        {
            Add(smaller, counter.Count(smaller.Content), draft, limit, rounds - 1);
        }
    }

    private static IEnumerable<Piece> Again(Piece piece, int limit)
    {
        var again = MarkdownOutline.Parse(piece.Content);
        return Chunker.Draft(again, limit, limit).Select(draft => piece.Within(Piece.Of(piece.Content, draft.Part))).OfType<Piece>();
    }

    // No text that is worth much: a word of a thousand signs that each make several tokens. What is repeated around it goes first.
    private static IEnumerable<Piece> Halves(Piece piece)
    {
        if (!piece.IsBare)
        {
            return [piece.Bare()];
        }

        var half = piece.Content.Length / 2;
        half -= char.IsHighSurrogate(piece.Content[half - 1]) && char.IsLowSurrogate(piece.Content[half]) ? 1 : 0;
        return new[] { piece.Slice(0, half), piece.Slice(half, piece.Content.Length) }.OfType<Piece>();
    }

    private int Ratio(string text)
    {
        long counted = 0, estimated = 0;
        var parts = text.Length <= 3 * Sample ? 1 : 3;
        for (var i = 0; i < parts; i++)
        {
            var part = parts == 1 ? text : text.AsSpan((int)((long)(text.Length - Sample) * i / 2), Sample);
            counted += counter.Count(part);
            estimated += TokenEstimate.Count(part);
        }

        return (int)Math.Clamp(((counted * Steps) + estimated - 1) / Math.Max(estimated, 1), LeastRatio, MostRatio);
    }
}

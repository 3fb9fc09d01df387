using System.Collections.Immutable;
using Archon.Domain.Search;

namespace Archon.Ports.Storage;

/// <summary>Finds stored text by words and by vector at once.</summary>
public interface ISearchIndex
{
    /// <summary>
    /// Best first, fused by reciprocal rank of full-text rank and cosine rank (<see cref="RankFusion"/>).
    /// A chunk found by vector alone has a cosine of 0.12 at least: below that, texts are unrelated.
    /// Of the query's text phrases and beginnings are syntax (<see cref="QueryWords"/>) and nothing else. What is found has every phrase. A word that nothing has is
    /// taken for those that it is nearly like. Empty or wordless text gives no results.
    /// Of code that is the same or nearly so (<see cref="IExampleStore"/>), and of the tabs of one example, the best is found.
    /// </summary>
    Task<ImmutableArray<SearchHit>> SearchAsync(SearchQuery query, CancellationToken cancellationToken);

    /// <summary>The passages at some places and those near them on their pages, in order; for a place that is no more, none.</summary>
    /// <param name="places">Passages of search hits, at most 100.</param>
    /// <param name="reach">How many before and behind each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<ImmutableArray<StoredPassage>>> ReadAroundAsync(ImmutableArray<PassagePlace> places, int reach, CancellationToken cancellationToken);
}

/// <summary>Where a passage stands.</summary>
/// <param name="DocumentId">Its page.</param>
/// <param name="Ordinal">Its number there, from 0.</param>
public readonly record struct PassagePlace(string DocumentId, int Ordinal);

/// <summary>A stored passage.</summary>
/// <param name="Ordinal">Its number on its page, from 0.</param>
/// <param name="Start">First character of its range in the page's Markdown (UTF-16 units).</param>
/// <param name="End">One past the last character.</param>
/// <param name="Content">Its Markdown.</param>
public sealed record StoredPassage(int Ordinal, int Start, int End, string Content);

/// <summary>A search.</summary>
public sealed record SearchQuery
{
    /// <summary>What was typed.</summary>
    public required string Text { get; init; }

    /// <summary>What to find.</summary>
    public SearchKind Kind { get; init; } = SearchKind.Chunks;

    /// <summary>Only this source; null for all.</summary>
    public string? SourceId { get; init; }

    /// <summary>Only sources with this tag; null for all.</summary>
    public string? Tag { get; init; }

    /// <summary>
    /// Only pages in this language, <c>en</c> for <c>en-US</c> too (RFC 4647, basic filtering); of code only examples in this programming language. In
    /// lower case; null for all.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>Only pages whose address has a path that begins so; it begins with a slash. Null for all.</summary>
    public string? Path { get; init; }

    /// <summary>Most results, 1 to 100.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>False ranks by vector alone; phrases must be there all the same.</summary>
    public bool ByWords { get; init; } = true;

    /// <summary>It looks at less than whole sources.</summary>
    public bool IsNarrowed => (Tag ?? Language ?? Path) is not null;

    /// <summary>Vectors are alike by spelling only: they repeat what words say, and blur it, so that a place by vector is worth less than one by words. Default: false.</summary>
    public bool IsVectorLexical { get; init; }

    /// <summary>The model of <see cref="Vector"/>; vectors of other models are left out.</summary>
    public string? Model { get; init; }

    /// <summary>The text's vector, unit length; null searches by words only, and by <see cref="Former"/>.</summary>
    public ReadOnlyMemory<float>? Vector { get; init; }

    /// <summary>
    /// The text's vectors of models that chunks were embedded with before, and some still are. A chunk has one vector. Places of several models are merged by the
    /// share of vectors that each has: the second of a thousandth is taken for the two-thousandth of all.
    /// </summary>
    public ImmutableArray<QueryVector> Former { get; init; } = [];

    /// <summary>Every vector there is to compare with.</summary>
    public IEnumerable<QueryVector> Vectors => this is { Model: { } model, Vector: { } vector } ? Former.Prepend(new QueryVector(model, vector)) : Former;
}

/// <summary>A query's vector.</summary>
/// <param name="Model">The model; vectors of others are not compared with it.</param>
/// <param name="Vector">Unit length.</param>
public sealed record QueryVector(string Model, ReadOnlyMemory<float> Vector);

/// <summary>What a search finds. The numbers are stored and never move.</summary>
public enum SearchKind
{
    /// <summary>Chunks of pages.</summary>
    Chunks = 0,

    /// <summary>Pages, each by its best chunk.</summary>
    Pages = 1,

    /// <summary>Code examples.</summary>
    Code = 2,
}

/// <summary>A result.</summary>
public sealed record SearchHit
{
    /// <summary>The page's canonical URL.</summary>
    public required string Url { get; init; }

    /// <summary>What leads to the section it begins in, and to those that begin inside (<see cref="Domain.Anchors.PassageFragments"/>); empty for none.</summary>
    public string Fragments { get; init; } = "";

    /// <summary>The page's title.</summary>
    public required string Title { get; init; }

    /// <summary>The heading path, joined by " › "; empty above the first heading.</summary>
    public required string Heading { get; init; }

    /// <summary>The chunk's Markdown, or the code exactly.</summary>
    public required string Content { get; init; }

    /// <summary>
    /// The part that matches best, words found between U+0002 and U+0003: of a chunk as plain text (<see cref="Domain.Search.Snippet"/>),
    /// of code as it stands.
    /// </summary>
    public string Snippet => Found.SnippetOf(Content);

    /// <summary>Leads to the section of it in which most of what was asked for stands; empty for none.</summary>
    public string Fragment => Found.BestFragment(Content, Fragments);

    /// <summary>What marks the words found. Most hits are looked at and not shown, so it is asked only by who shows one.</summary>
    public required FoundWords Found { get; init; }

    /// <summary>Reciprocal rank score; comparable within one answer only.</summary>
    public required double Score { get; init; }

    /// <summary>Its place among what the words of the query found, from 1; null when no word of it, nor a form of one, is in its title, headings or text.</summary>
    public int? WordsPlace { get; init; }

    /// <summary>Its place among what the query's vector found, from 1; null when it is not near, or nothing was compared.</summary>
    public int? VectorPlace { get; init; }

    /// <summary>The model whose vector found it; null where <see cref="VectorPlace"/> is.</summary>
    public string? VectorModel { get; init; }

    /// <summary>The source it belongs to.</summary>
    public required string SourceId { get; init; }

    /// <summary>The document it belongs to.</summary>
    public required string DocumentId { get; init; }

    /// <summary>The code's language, for code.</summary>
    public string? Language { get; init; }

    /// <summary>Of code, what a chat model wrote about it; null when none has, or would not.</summary>
    public string? Summary { get; init; }

    /// <summary>Of code, the prose before it; null for anything else.</summary>
    public string? Context { get; init; }

    /// <summary>Of code, its title, its tabs and where else it stands; null for anything else.</summary>
    public ExampleFacts? Example { get; init; }

    /// <summary>The passage's number on its page, from 0; null for code.</summary>
    public int? Ordinal { get; init; }

    /// <summary>Words of the query that nothing has and what they were taken for; none when all are as typed.</summary>
    public IReadOnlyList<MeantWord> Meant { get; init; } = [];
}

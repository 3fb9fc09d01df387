using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Archon.Domain.Chunking;
using Archon.Domain.Crawling;
using Archon.Embeddings;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Archon.Benchmarks.Searching;

/// <summary>
/// An embedded store of made-up pages of ten passages each, with vectors. Words fall in frequency like those of a language (Zipf): the
/// first is in nearly every passage, the thousandth in one of a hundred.
/// </summary>
internal static class SyntheticStore
{
    /// <summary>The one source of a store.</summary>
    public const string SourceId = "synthetic";

    private const int ChunksPerPage = 10;
    private const int WordsPerChunk = 170;
    private const int Vocabulary = 30_000;
    private const int Seed = 20261123;
    private const string Crawl = SourceId;

    private static readonly string[] Syllables = ["ba", "co", "du", "fi", "ge", "ha", "jo", "ku", "li", "me", "na", "po", "ru", "si", "te", "vo", "wa", "xe", "yu", "zo"];
    private static readonly double[] Cumulative = Zipf();

    /// <summary>The word of a rank; 0 is the most frequent.</summary>
    public static string Word(int rank)
    {
        var word = new StringBuilder("k");
        for (var rest = rank + Syllables.Length; rest > 0; rest /= Syllables.Length)
        {
            word.Append(Syllables[rest % Syllables.Length]);
        }

        return word.ToString();
    }

    /// <summary>A text with words as frequent as in the store.</summary>
    public static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(Draw(random))));

    /// <summary>Opens the store in the folder, filled with at least so many passages when it has none.</summary>
    public static async Task<SqliteStore> OpenAsync(string folder, int chunks)
    {
        Directory.CreateDirectory(folder);
        var store = new SqliteStore(Options.Create(new SqliteOptions { Path = Path.Combine(folder, "archon.db") }));
        await store.MigrateAsync(CancellationToken.None);
        if ((await store.ListSourcesAsync(1, null, CancellationToken.None)).Items.IsEmpty)
        {
            await FillAsync(store, (chunks + ChunksPerPage - 1) / ChunksPerPage);
        }

        return store;
    }

    private static async Task FillAsync(SqliteStore store, int pages)
    {
        var random = new Random(Seed);
        var now = DateTimeOffset.UnixEpoch;
        var url = "https://synthetic.example/";
        await store.CreateCrawlAsync(
            new NewCrawl { Id = Crawl, SourceId = Crawl, CreatedAt = now, Settings = new CrawlSettings { Url = url, MaxPages = pages } }, CancellationToken.None);
        var epoch = (await store.OpenEpochAsync(Crawl, now, CancellationToken.None))!.Epoch;
        for (var done = 0; done < pages;)
        {
            var claimed = (await store.ClaimPagesAsync(Crawl, epoch, 32, CancellationToken.None))!.Value;
            await Task.WhenAll(claimed.Select(page => store.CommitPageAsync(
                new PageCommit
                {
                    CrawlId = Crawl,
                    Epoch = epoch,
                    PageId = page.PageId,
                    State = PageState.Done,
                    HttpStatus = 200,
                    Attempts = 1,
                    FetchedAt = now,
                    Document = Page(random),
                    Links = done == 0 ? [.. Enumerable.Range(1, pages - 1).Select(n => new FoundLink(string.Create(CultureInfo.InvariantCulture, $"{url}{n}"), 1))] : [],
                },
                CancellationToken.None)));
            done += claimed.Length;
        }

        var embedder = new LexicalEmbedder();
        for (var after = 0L; await store.ReadBacklogAsync(Crawl, embedder.Model, after, 256, CancellationToken.None) is { IsEmpty: false } batch;)
        {
            var vectors = await embedder.EmbedAsync([.. batch.Select(chunk => chunk.Text)], CancellationToken.None);
            await store.StoreVectorsAsync(embedder.Model, [.. batch.Zip(vectors, (chunk, vector) => new ChunkVector(chunk.ChunkId, vector))], CancellationToken.None);
            after = batch[^1].ChunkId;
        }
    }

    private static DocumentContent Page(Random random)
    {
        var title = Text(random, 4);
        ImmutableArray<Chunk> chunks =
        [
            .. Enumerable.Range(0, ChunksPerPage).Select(ordinal =>
            {
                var text = Text(random, WordsPerChunk);
                return new Chunk(ordinal, [title, Text(random, 3)], text, 0, text.Length, WordsPerChunk);
            }),
        ];
        return new DocumentContent { Title = title, Markdown = title, ContentHash = title, Language = random.Next(3) == 0 ? "de" : "en", Chunks = chunks };
    }

    /// <summary>The rank of a word, as often as it is in a text.</summary>
    public static int Draw(Random random)
    {
        var at = Array.BinarySearch(Cumulative, random.NextDouble());
        return Math.Min(at < 0 ? ~at : at, Vocabulary - 1);
    }

    private static double[] Zipf()
    {
        var sums = new double[Vocabulary];
        var sum = 0.0;
        for (var rank = 0; rank < Vocabulary; rank++)
        {
            sum += 1.0 / (rank + 3);
            sums[rank] = sum;
        }

        return [.. sums.Select(value => value / sum)];
    }
}

using Archon.Domain.Chunking;
using Archon.Domain.Crawling;
using Archon.Embeddings;
using Archon.GrainInterfaces.Library;
using Archon.Grains.Embedding;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Grains.Tests.Embedding;

/// <summary>A node without the settings of the model that has embedded a source crawls it again.</summary>
public sealed class KeptVectorsTests
{
    private const string Paid = "paid/2";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatHasNotChanged_KeepsItsVectors_AndWhatHas_Waits(bool isRefresh)
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await StartAsync();
        await PayAsync(archon, await archon.RunAsync("c1", site["/docs/"]));
        var before = await ChunksAsync(archon, "c1");
        site.Put("/docs/p2", new SiteAnswer { Body = "<html><head><title>Changed</title></head><body><main><h1>Changed</h1><p>It says something else by now.</p></main></body></html>" });

        var record = isRefresh ? await archon.RefreshAsync("c2", "c1") : await archon.RunAsync("c2", site["/docs/"]);

        Assert.Equal(CrawlStatus.Complete, record.Status);
        var after = await ChunksAsync(archon, "c1");
        Assert.Equal(
            before.Where(chunk => chunk.Url != site["/docs/p2"]).Select(chunk => (chunk.Id, chunk.Model)),
            after.Where(chunk => chunk.Url != site["/docs/p2"]).Select(chunk => (chunk.Id, chunk.Model)));
        Assert.Null(Assert.Single(after, chunk => chunk.Url == site["/docs/p2"]).Model);
        Assert.Contains(await archon.JournalAsync("c2"), progress => progress.Log?.Contains($"embedded by {Paid}, which this node has no settings for", StringComparison.Ordinal) == true);
        var source = await archon.Grains.GetGrain<ILibraryGrain>(0).FindSourceAsync(record.SourceId, Cancel);
        Assert.Equal((Paid, source!.Chunks - 1), (source.KeptModel, source.ChunksEmbedded));
    }

    [Fact]
    public async Task WhatStandsOnNearlyEveryPage_IsKnownFromTheStart()
    {
        await using var site = await DocSite.StarAsync(14);
        foreach (var path in Enumerable.Range(1, 13).Select(n => $"/docs/p{n}"))
        {
            site.Put(path, new SiteAnswer { Body = $"<html><head><title>Of {path}</title></head><body><main><h1>Of {path}</h1><p>The page {path} explains at some length what it is about, and is alone in that.</p><p>Write to us about it.</p></main></body></html>" });
        }

        await using var archon = await StartAsync();
        var first = await archon.RunAsync("c1", site["/docs/"]);
        await PayAsync(archon, first);
        Assert.NotEmpty(first.Discovery!.Recurring);
        var before = await ChunksAsync(archon, "c1");

        await archon.RunAsync("c2", site["/docs/"]);

        Assert.All(before, chunk => Assert.Equal(Paid, chunk.Model));
        Assert.Equal(before.Select(chunk => (chunk.Id, chunk.Model)), (await ChunksAsync(archon, "c1")).Select(chunk => (chunk.Id, chunk.Model)));
    }

    [Fact]
    public async Task ASourceThatNoModelHasEmbedded_IsEmbedded()
    {
        await using var paid = await DocSite.StarAsync(2);
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await StartAsync();
        await PayAsync(archon, await archon.RunAsync("c1", paid["/docs/"]));

        var record = await archon.RunAsync("c2", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored), (record.Status, record.Counters.ChunksEmbedded));
        Assert.Null((await archon.Grains.GetGrain<ILibraryGrain>(0).FindSourceAsync(record.SourceId, Cancel))!.KeptModel);
    }

    [Fact]
    public async Task APageThatIsAsItIsStored_StaysCutAsItIsStored()
    {
        await using var site = await DocSite.StarAsync(2);
        await using var archon = await StartAsync();
        var record = await archon.RunAsync("c1", site["/docs/"]);
        var document = await archon.DocumentAsync(site["/docs/p1"]);
        var stored = (await ChunksAsync(archon, "c1")).Where(chunk => chunk.Url == document.Url).Select(chunk => (chunk.Ordinal, chunk.Headings, chunk.Content, chunk.Start, chunk.End, chunk.Tokens, chunk.Fragments));
        var content = new DocumentContent
        {
            Title = document.Title,
            Markdown = document.Markdown,
            ContentHash = document.ContentHash,
            Chunks = [new Chunk(0, [], "cut", 0, 3, 1), new Chunk(1, [], "otherwise", 3, 12, 2)],
        };
        var kept = new KeptVectors(archon.Store, new LexicalEmbedder(), new KeepsPaid());

        var same = await kept.CutAsStoredAsync(content, record.SourceId, document.Url, Cancel);
        var other = await kept.CutAsStoredAsync(content with { ContentHash = "another" }, record.SourceId, document.Url, Cancel);

        Assert.Equal(stored, same.Chunks.Select(chunk => (chunk.Ordinal, HeadingPath.Join(chunk.HeadingPath), chunk.Content, chunk.Start, chunk.End, chunk.Tokens, chunk.Fragments)));
        Assert.Equal(content.Chunks, other.Chunks);
    }

    private static Task<ArchonCluster> StartAsync() =>
        ArchonCluster.StartAsync(new ClusterParts { Services = services => services.AddSingleton<IFormerEmbedders>(new KeepsPaid()) });

    // As if another node had embedded it.
    private static async Task PayAsync(ArchonCluster archon, CrawlRecord record)
    {
        var chunks = await archon.Store.Inner.ReadBacklogAsync(record.SourceId, Paid, 0, 100, Cancel);
        await archon.Store.Inner.StoreVectorsAsync(Paid, [.. chunks.Select(chunk => new ChunkVector(chunk.ChunkId, new float[] { 1, 0 }))], Cancel);
    }

    private static async Task<IReadOnlyList<ChunkRecord>> ChunksAsync(ArchonCluster archon, string crawl) =>
        (await archon.Store.Inner.ListChunksAsync((await archon.RecordAsync(crawl)).SourceId, 100, null, Cancel)).Items;

    private sealed class KeepsPaid : IFormerEmbedders
    {
        public IEmbedder? Find(string model) => null;

        public bool MayReplace(string model) => model != Paid;
    }
}

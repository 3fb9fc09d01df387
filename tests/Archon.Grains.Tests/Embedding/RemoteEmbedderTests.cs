using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Search;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;
using PageState = Archon.Domain.Crawling.PageState;

namespace Archon.Grains.Tests.Embedding;

/// <summary>An embedder that refuses texts, is away, or wants to be left alone.</summary>
public sealed class RemoteEmbedderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ATextThatIsRefused_IsSetApart_AndTheOthersGetTheirVectors()
    {
        await using var site = await DocSite.StarAsync(20);
        var embedder = new ScriptedEmbedder((texts, _) => texts.Any(text => text.StartsWith("Page /docs/p7\n", StringComparison.Ordinal))
            ? throw new TextRefusedException("It is poison.")
            : Task.CompletedTask);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored - 1), (record.Status, record.Counters.ChunksEmbedded));
        Assert.Empty(await archon.Store.Inner.ReadBacklogAsync(record.SourceId, embedder.Model, 0, 10, Cancel));
        Assert.Contains(embedder.Asked, texts => texts.Count == 1);
        var found = await archon.Grains.GetGrain<ISearchGrain>(0).SearchAsync(new SearchRequest { Query = "handbook p7", Kind = "pages", Limit = 100 }, Cancel);
        Assert.Contains(found.Results, result => result.Url == site["/docs/p7"]);
    }

    [Fact]
    public async Task ATextThatIsRefused_IsToldOfItsSource_AndTriedAgainByARefresh()
    {
        await using var site = await DocSite.StarAsync(3);
        var isPoison = true;
        var embedder = new ScriptedEmbedder((texts, _) => Volatile.Read(ref isPoison) && texts.Any(text => text.StartsWith("Page /docs/p2\n", StringComparison.Ordinal))
            ? throw new TextRefusedException("It is\npoison.")
            : Task.CompletedTask);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });
        var library = archon.Grains.GetGrain<ILibraryGrain>(0);

        var first = await archon.RunAsync("c1", site["/docs/"]);
        var source = await library.FindSourceAsync(first.SourceId, Cancel);
        var chunks = await library.ListChunksAsync(first.SourceId, 100, null, Cancel);

        Assert.Equal((source!.Chunks - 1, 1L), (source.ChunksEmbedded, source.ChunksRefused));
        var refused = Assert.Single(source.Refused);
        Assert.StartsWith(site["/docs/p2"], refused.Url, StringComparison.Ordinal);
        Assert.Equal("It is poison.", refused.Reason);
        Assert.Equal(refused.Id, Assert.Single(chunks.Items, chunk => chunk.Vector.IsEmpty && chunk.Model is null).Id);

        Volatile.Write(ref isPoison, false);
        var second = await archon.RefreshAsync("c2", "c1");
        source = await library.FindSourceAsync(first.SourceId, Cancel);

        Assert.Equal(CrawlStatus.Complete, second.Status);
        Assert.Equal((source!.Chunks, 0L), (source.ChunksEmbedded, source.ChunksRefused));
        Assert.Empty(source.Refused);
    }

    [Fact]
    public async Task ATextAtWhichTheServerFails_IsSetApart_AsOneThatIsRefused()
    {
        await using var site = await DocSite.StarAsync(20);
        var embedder = new ScriptedEmbedder((texts, _) => texts.Any(text => text.StartsWith("Page /docs/p7\n", StringComparison.Ordinal))
            ? throw new ModelUnavailableException("It answers 500") { MayBeTheText = true }
            : Task.CompletedTask);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored - 1), (record.Status, record.Counters.ChunksEmbedded));
        var answered = embedder.Asked.Where(texts => !texts.Any(text => text.StartsWith("Page /docs/p7\n", StringComparison.Ordinal))).SelectMany(texts => texts);
        Assert.Equal(record.Counters.ChunksStored - 1, answered.Count(text => text.StartsWith("Page ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ATextThatIsTooLong_IsEmbeddedByItsBeginning()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer { Body = $"<html><head><title>Long</title></head><body><main><h1>Long</h1><p>{string.Join(' ', Enumerable.Range(0, 300).Select(n => $"word{n}"))}</p></main></body></html>" });
        var embedder = new ScriptedEmbedder((texts, _) => texts.Any(text => text.Length > 400) ? throw new TextRefusedException("Too long.") : Task.CompletedTask);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored), (record.Status, record.Counters.ChunksEmbedded));
        Assert.Contains(embedder.Asked, texts => texts is [{ Length: > 100 and <= 400 }]);
    }

    // One whose every answer is no good is as one that is away.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnEmbedderThatIsAway_IsSaid_AndSearchGoesByWordsUntilItIsBack(bool mayBeTheText)
    {
        await using var site = await DocSite.StarAsync(5);
        var isAway = true;
        var embedder = new ScriptedEmbedder((_, _) => Volatile.Read(ref isAway) ? throw new ModelUnavailableException("The embedder is away") { MayBeTheText = mayBeTheText } : Task.CompletedTask);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });

        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        archon.Store.After(nameof(IArchonStore.AppendJournalAsync), async () =>
        {
            if ((await archon.JournalAsync("c1")).Any(progress => progress.Log?.StartsWith("Vectors have to wait: The embedder is away.", StringComparison.Ordinal) == true))
            {
                said.TrySetResult();
            }
        });

        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await Patience.WaitAsync(said.Task);
        var found = await archon.Grains.GetGrain<ISearchGrain>(0).SearchAsync(new SearchRequest { Query = "handbook p3" }, Cancel);
        Assert.Contains(found.Results, result => result.Url == site["/docs/p3"]);

        Volatile.Write(ref isAway, false);
        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored), (record.Status, record.Counters.ChunksEmbedded));
    }

    [Fact]
    public async Task AnEmbedderThatAnswersWithWhatIsNoVector_IsSentThePassagesAgainWhenAQuestionIsAnswered()
    {
        const int Questions = 4;
        await using var site = await DocSite.StarAsync(5);
        var asked = 0;
        var embedder = new ScriptedEmbedder((texts, _) =>
            Volatile.Read(ref asked) >= Questions || (texts is [ProbeText.Question] && Interlocked.Increment(ref asked) == Questions)
                ? Task.CompletedTask
                : throw new ModelUnavailableException("It answers with vectors of 7 dimensions") { MayBeTheText = true, IsAnswered = true });
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored), (record.Status, record.Counters.ChunksEmbedded));
        Assert.All(
            embedder.Asked.SelectMany(texts => texts).Where(text => text != ProbeText.Question).CountBy(text => text),
            text => Assert.InRange(text.Value, 1, 5));
    }

    [Fact]
    public async Task AnEmbedderThatDoesNotAnswerYet_IsSaid()
    {
        await using var site = await DocSite.StarAsync(1);
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var embedder = new ScriptedEmbedder((_, _) => answers.Task);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });
        archon.Store.After(nameof(IArchonStore.AppendJournalAsync), async () =>
        {
            if ((await archon.JournalAsync("c1")).Any(progress => progress.Log?.StartsWith("Vectors have to wait: No vector has come", StringComparison.Ordinal) == true))
            {
                answers.TrySetResult();
            }
        });

        await archon.StartCrawlAsync("c1", site["/docs/"]);

        // It is let go when the sentence is durable, and ends only then.
        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored), (record.Status, record.Counters.ChunksEmbedded));
    }

    [Fact]
    public async Task AnEmbedderThatWantsToBeLeftAlone_Is()
    {
        var wait = TimeSpan.FromSeconds(3);
        await using var site = await DocSite.StarAsync(1);
        long refusedAt = 0, askedAgainAt = 0;
        var embedder = new ScriptedEmbedder((_, _) =>
        {
            if (refusedAt == 0)
            {
                refusedAt = TimeProvider.System.GetTimestamp();
                throw new ModelUnavailableException("Over its limit") { RetryAfter = wait };
            }

            askedAgainAt = askedAgainAt == 0 ? TimeProvider.System.GetTimestamp() : askedAgainAt;
            return Task.CompletedTask;
        });
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });

        await archon.RunAsync("c1", site["/docs/"]);

        // Timers may be early by a tick of the system's clock.
        Assert.True(TimeProvider.System.GetElapsedTime(refusedAt, askedAgainAt) > wait - TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task AFailureThatPasses_IsTheBatchsOwn()
    {
        const int Pages = 400;
        const int Full = 128;
        await using var site = await DocSite.StarAsync(Pages);
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string? failed = null;
        var embedder = new ScriptedEmbedder(async (texts, _) =>
        {
            await stored.Task;
            if (texts.Count < Full)
            {
                return;
            }

            // The first full batch fails once, and the others are answered when it is asked for again.
            if (Interlocked.CompareExchange(ref failed, texts[0], null) is not { } first)
            {
                throw new ModelUnavailableException("A fault that passes");
            }

            if (first == texts[0])
            {
                again.TrySetResult();
            }

            await again.Task;
        });
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), async () =>
        {
            if ((await archon.PagesAsync("c1", PageState.Done)).Length == Pages)
            {
                stored.TrySetResult();
            }
        });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored), (record.Status, record.Counters.ChunksEmbedded));
        Assert.Equal(2, embedder.Asked.Count(texts => texts[0] == failed));
    }

    [Fact]
    public async Task AnEmbedderThatDoesNotAnswerASearch_IsNotWaitedFor()
    {
        await using var site = await DocSite.StarAsync(3);
        var embedder = new ScriptedEmbedder((texts, cancellationToken) => texts is ["handbook p2"] ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken) : Task.CompletedTask);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });
        await archon.RunAsync("c1", site["/docs/"]);

        var found = await archon.Grains.GetGrain<ISearchGrain>(0).SearchAsync(new SearchRequest { Query = "handbook p2" }, Cancel);

        Assert.Contains(found.Results, result => result.Url == site["/docs/p2"]);
    }
}

using Archon.Domain.Summaries;
using Archon.Embeddings.Summaries;
using Archon.Embeddings.Tests;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Search;
using Archon.GrainInterfaces.Summaries;
using Archon.Grains.Resuming;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Archon.Ports.Summaries;
using Microsoft.Extensions.DependencyInjection;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Summaries;

/// <summary>Summaries that a chat model writes beside a crawl and after it, whatever happens to either.</summary>
public sealed class SummaryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryExampleIsSummarisedOnce_AndTheSourceToo_AndAnUnchangedOneNeverAgain()
    {
        await using var site = await SiteAsync(12);
        var chat = new ScriptedSummariser();
        await using var archon = await StartAsync(chat);

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 12L), (record.Status, record.Counters.CodeExamples));
        await AssertSummarisedAsync(archon, chat, record.SourceId, 12);
        Assert.Equal(12, chat.Asked.Count(prompt => prompt.Kind == SummaryKind.Example));
        Assert.Equal(1, chat.Asked.Count(prompt => prompt.Kind == SummaryKind.Source));
        Assert.StartsWith("Written about", (await archon.Store.Inner.FindSourceAsync(record.SourceId, Cancel))!.Summary, StringComparison.Ordinal);
        Assert.Equal(12, (await archon.Crawl("c1").GetStatusAsync(Cancel))!.ExamplesSummarised);

        Assert.Equal(("model", true), await ShownAsync(archon, "call_4", text => text.StartsWith("Written about", StringComparison.Ordinal)));
        var source = (await archon.Grains.GetGrain<ILibraryGrain>(0).FindSourceAsync(record.SourceId, Cancel))!;
        Assert.Equal(("model", 12L, 12L), (source.SummaryKind, source.ExamplesSummarised, source.CodeExamples));

        await archon.RunAsync("c2", site["/docs/"]);

        Assert.Equal(13, chat.Asked.Count);
        await AssertSummarisedAsync(archon, chat, record.SourceId, 12);

        site.Put("/docs/p3", CodePage("/docs/p3", "another_call()"));
        await archon.RunAsync("c3", site["/docs/"]);

        Assert.Equal(14, chat.Asked.Count);
        Assert.Contains("another_call()", chat.Asked.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExampleOnTwoPagesOfOneTitle_IsAskedForOnce()
    {
        await using var site = await SiteAsync(1);
        site.Page("/docs/", "/docs/a", "/docs/b");
        foreach (var path in new[] { "/docs/a", "/docs/b" })
        {
            var page = CodePage("/docs/same", "shared_call()");
            site.Put(path, page with { Body = page.Body.Replace("</main>", $"<p>It differs at its end, for this is {path.Replace('/', ' ')}, and says so.</p></main>", StringComparison.Ordinal) });
        }

        var chat = new ScriptedSummariser();
        await using var archon = await StartAsync(chat);

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(2, record.Counters.CodeExamples);
        await AssertSummarisedAsync(archon, chat, record.SourceId, 2);
        Assert.Single(chat.Asked, prompt => prompt.Kind == SummaryKind.Example);
    }

    [Fact]
    public async Task PoisonedExamples_AreRecorded_AndTheOthersGetTheirs()
    {
        await using var site = await SiteAsync(10);
        var chat = new ScriptedSummariser((prompt, _) =>
            prompt.Text.Contains("call_3(", StringComparison.Ordinal) ? throw new TextRefusedException("It is poison.")
            : prompt.Text.Contains("call_5(", StringComparison.Ordinal) ? throw new ModelUnavailableException("It breaks on this one")
            : Task.CompletedTask);
        await using var archon = await StartAsync(chat);

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(CrawlStatus.Complete, record.Status);
        await AssertSummarisedAsync(archon, chat, record.SourceId, 10);
        Assert.Equal(9, chat.Answered.Count);
        foreach (var (call, isWritten) in new[] { ("call_3", false), ("call_5", false), ("call_7", true) })
        {
            var hit = Assert.Single(await archon.Store.SearchAsync(new SearchQuery { Text = call, Kind = SearchKind.Code }, Cancel), hit => hit.Content.Contains(call, StringComparison.Ordinal));
            Assert.Equal(isWritten, hit.Summary is not null);
        }
    }

    [Fact]
    public async Task AModelThatIsAway_DoesNotHoldTheCrawl_AndWritesEverythingWhenItIsBack()
    {
        await using var site = await SiteAsync(8);
        var isAway = true;
        var chat = new ScriptedSummariser((_, _) => Volatile.Read(ref isAway) ? throw new ModelUnavailableException("The model is away") : Task.CompletedTask)
        {
            Probe = _ => Volatile.Read(ref isAway) ? throw new ModelUnavailableException("The model is away") : Task.CompletedTask,
        };
        await using var archon = await StartAsync(chat);

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(CrawlStatus.Complete, record.Status);
        Assert.Contains(await archon.JournalAsync("c1"), progress => progress.Log?.StartsWith("Summaries have to wait: The model is away.", StringComparison.Ordinal) == true);
        Assert.Empty(chat.Answered);

        Volatile.Write(ref isAway, false);
        await DrainAsync(archon.Grains, record.SourceId);

        await AssertSummarisedAsync(archon, chat, record.SourceId, 8);
        Assert.Equal(9, chat.Answered.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ACrawlThatIsStopped_EndsItsRequestsAtOnce(bool isCancelled)
    {
        await using var site = await SiteAsync(8);
        var chat = new ScriptedSummariser((_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));
        await using var archon = await StartAsync(chat);
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await chat.When(() => chat.Asked.Count == chat.AtOnce);

        if (isCancelled)
        {
            Assert.Equal(CancelOutcome.Cancelled, await archon.Crawl("c1").CancelAsync(Cancel));
        }
        else
        {
            await archon.Crawl("c1").PauseAsync(Cancel);
        }

        await chat.When(() => chat.Cancelled == chat.AtOnce);
        var source = (await archon.RecordAsync("c1")).SourceId;
        await new WaitingSummaries(archon.Store, chat, archon.Grains).DrainAsync(Cancel);
        Assert.Equal(chat.AtOnce, chat.Asked.Count);
        Assert.Equal(0, (await archon.Store.CountSummarisedAsync([source], chat.Model!, Cancel))[source]);
    }

    [Fact]
    public async Task ASourceThatIsRemoved_EndsItsRequests()
    {
        await using var site = await SiteAsync(8);
        var chat = new ScriptedSummariser((_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)) { Model = null };
        await using var archon = await StartAsync(chat);
        var source = (await archon.RunAsync("c1", site["/docs/"])).SourceId;
        chat.Model = "scripted#1";
        await archon.Grains.GetGrain<ISummaryGrain>(source).NudgeAsync();
        await chat.When(() => chat.Asked.Count == chat.AtOnce);

        Assert.Equal(DeleteOutcome.Deleted, await archon.Grains.GetGrain<ILibraryGrain>(0).DeleteSourceAsync(source, Cancel));

        await chat.When(() => chat.Cancelled == chat.AtOnce);
        await new WaitingSummaries(archon.Store, chat, archon.Grains).DrainAsync(Cancel);
        Assert.Equal(chat.AtOnce, chat.Asked.Count);
    }

    [Fact]
    public async Task ASiloThatDies_CostsWhatWasUnderWay()
    {
        const int Pages = 40;
        await using var site = await SiteAsync(Pages);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var chat = new ScriptedSummariser();
        chat.Before = async (_, cancellationToken) =>
        {
            if (chat.Answered.Count >= Pages / 2)
            {
                reached.TrySetResult();
                await letGo.Task.WaitAsync(cancellationToken);
            }
        };
        await using var archon = await StartAsync(chat, silos: 3);
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await Patience.WaitAsync(reached.Task);
        var source = (await archon.RecordAsync("c1")).SourceId;

        var host = await archon.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(archon.Grains.GetGrain<ISummaryGrain>(source), Cancel);
        await archon.Cluster.KillSiloAsync(archon.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(host)), Cancel);
        letGo.SetResult();

        // From a silo that is left: a client may have sent through the one that died, and is not told.
        var left = archon.Cluster.Silos.First(silo => !silo.SiloAddress.Equals(host)).ServiceProvider.GetRequiredService<IGrainFactory>();
        await left.GetGrain<ICrawlGrain>("c1").EnsureRunningAsync(Cancel);
        await DrainAsync(left, source);

        await AssertSummarisedAsync(archon, chat, source, Pages);
        Assert.InRange(chat.Answered.Count(prompt => prompt.Kind == SummaryKind.Example), Pages, Pages + chat.AtOnce);
    }

    [Fact]
    public async Task AServerThatFails_IsAskedAgain_AndEveryExampleIsAnsweredOnce()
    {
        const int Pages = 60;
        await using var site = await SiteAsync(Pages);
        await using var server = await ChatServer.StartAsync();
        var turn = 0;
        server.Answer = (context, asked) => Interlocked.Increment(ref turn) switch
        {
            17 => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted),
            var n when n % 10 is 0 or 3 or 6 => ChatServer.ErrorAsync(context, 429),
            var n when n % 10 is 8 => ChatServer.ErrorAsync(context, 500),
            _ => server.SayAsync(context, asked, "It calls what it names."),
        };
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.AddSingleton<ISummariser>(provider => new OpenAiSummariser(
                new SummaryOptions { Model = "tiny-chat", Endpoint = server.Endpoint, Timeout = TimeSpan.FromSeconds(20) }, provider.GetRequiredService<IModelBudget>())),
        });

        var record = await archon.RunAsync("c1", site["/docs/"]);
        await DrainAsync(archon.Grains, record.SourceId);

        var examples = server.Answered.Where(asked => asked.System == SummaryPrompt.Instructions(SummaryKind.Example)).Select(asked => asked.User).ToList();
        Assert.Equal(CrawlStatus.Complete, record.Status);
        Assert.Equal(Pages, (await archon.Store.CountSummarisedAsync([record.SourceId], "tiny-chat#1", Cancel))[record.SourceId]);
        Assert.Equal(Pages, examples.Count(asked => asked.Contains("call_", StringComparison.Ordinal)));
        Assert.Equal(examples.Count, examples.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task WithoutAChatModel_NothingIsDone()
    {
        await using var site = await SiteAsync(3);
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 3L), (record.Status, record.Counters.CodeExamples));
        Assert.Equal(0, archon.Store.Calls(nameof(ISummaryStore.ReadUnsummarisedAsync)));
        Assert.Null((await archon.Crawl("c1").GetStatusAsync(Cancel))!.ExamplesSummarised);
        Assert.True((await archon.Grains.GetGrain<ISummaryGrain>(record.SourceId).DrainAsync(anew: true, Cancel)).IsDrained);
        Assert.Equal(("extractive", true), await ShownAsync(archon, "call_2", text => text.StartsWith("Page /docs/p2: ", StringComparison.Ordinal) && text.EndsWith("It is done so:", StringComparison.Ordinal)));
        var source = (await archon.Grains.GetGrain<ILibraryGrain>(0).FindSourceAsync(record.SourceId, Cancel))!;
        Assert.Equal(("extractive", null), (source.SummaryKind, source.ExamplesSummarised));
        Assert.StartsWith("Page /docs/: This page of the handbook", source.Summary, StringComparison.Ordinal);
    }

    private static Task<ArchonCluster> StartAsync(ScriptedSummariser chat, short silos = 1) =>
        ArchonCluster.StartAsync(new ClusterParts { Silos = silos, Services = services => services.AddSingleton<ISummariser>(chat) });

    // Its first page has an example too.
    private static async Task<DocSite> SiteAsync(int pages)
    {
        var site = await DocSite.StartAsync();
        string[] links = [.. Enumerable.Range(1, pages - 1).Select(page => $"/docs/p{page}")];
        site.Put("/docs/", CodePage("/docs/", "call_0(1)", links));
        for (var page = 1; page < pages; page++)
        {
            site.Put(links[page - 1], CodePage(links[page - 1], $"call_{page}({page})"));
        }

        return site;
    }

    private static SiteAnswer CodePage(string path, string code, params string[] links) =>
        new() { Body = DocSite.Html(path, links).Replace("</main>", $"<p>It is done so:</p><pre><code class=\"language-python\">{code}\nresult = done()</code></pre></main>", StringComparison.Ordinal) };

    private static async Task DrainAsync(IGrainFactory grains, string source)
    {
        for (var (anew, isDrained) = (true, false); !isDrained; anew = false)
        {
            isDrained = (await grains.GetGrain<ISummaryGrain>(source).DrainAsync(anew, Cancel)).IsDrained;
        }
    }

    private static async Task<(string? Kind, bool Fits)> ShownAsync(ArchonCluster archon, string query, Func<string, bool> fits)
    {
        var found = await archon.Grains.GetGrain<ISearchGrain>(0).SearchAsync(new SearchRequest { Query = query, Kind = "code" }, Cancel);
        var result = found.Results.First(result => result.Content.Contains(query + "(", StringComparison.Ordinal));
        return (result.SummaryKind, fits(result.Summary ?? ""));
    }

    private static async Task AssertSummarisedAsync(ArchonCluster archon, ScriptedSummariser chat, string source, int examples)
    {
        Assert.Equal(examples, (await archon.Store.CountSummarisedAsync([source], chat.Model!, Cancel))[source]);
        Assert.Empty((await archon.Store.ReadUnsummarisedAsync(source, chat.Model!, 0, 10, Cancel)).Items);
    }
}

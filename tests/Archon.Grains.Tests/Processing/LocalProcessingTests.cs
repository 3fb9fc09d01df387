using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Processing;
using Archon.Grains.Processing;

namespace Archon.Grains.Tests.Processing;

public sealed class LocalProcessingTests
{
    private static readonly SortLinks Command = new()
    {
        LaneKey = "c1/0",
        Url = "https://docs.example.com/",
        Depth = 0,
        Hrefs = [],
        Rules = new CrawlRules { Seed = "https://docs.example.com/", ScopeUrl = "https://docs.example.com/", SourceId = "s", MaxDepth = 1, Scope = 0, Mode = 0 },
    };

    [Fact]
    public async Task WhoGivesUp_IsFreeAtOnce_AndNoCancellationIsSent()
    {
        var processor = new BusyProcessor();
        using var givingUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var sorting = processor.SortLinksHereAsync(Command, givingUp.Token);
        await givingUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sorting);
        Assert.False(processor.Told.CanBeCanceled);
    }

    /// <summary>Never answers.</summary>
    private sealed class BusyProcessor : IPageProcessorGrain
    {
        public CancellationToken Told { get; private set; }

        public Task<ProcessedPage> ProcessAsync(ProcessPage command, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ProcessedLinks> SortLinksAsync(SortLinks command, CancellationToken cancellationToken)
        {
            Told = cancellationToken;
            return new TaskCompletionSource<ProcessedLinks>().Task;
        }

        public Task<ProcessedPage?> RewriteAsync(RewritePage command, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PreparedSummaries> PrepareSummariesAsync(PrepareSummaries command, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

using System.Text;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Bodies;

public sealed class AllowanceTests
{
    private readonly ArmedClock clock = new();

    [Fact]
    public async Task FetchAsync_AsksWithTheAnnouncedLength_BeforeItReads()
    {
        var allowance = new Gate();
        await using var server = ScriptedServer.Answer(Http.Answer(new string('x', 300_000)));
        using var fetcher = new Fetcher();

        var fetching = fetcher.GetAsync(Request(server.Url(), allowance));

        Assert.Equal(300_000, await allowance.Asked.Task.WaitAsync(fetcher.Patience));
        allowance.Open.SetResult();
        Assert.Equal(300_000, Assert.IsType<FetchedDocument>(await fetching).Text.Length);
        Assert.Equal(300_000, allowance.Most);
    }

    [Fact]
    public async Task FetchAsync_OfABodyWithoutALength_AsksAsItGrows()
    {
        var allowance = new Gate();
        allowance.Open.SetResult();
        var body = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n").Append('x', 200_000).ToString();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync(body);
        });
        using var fetcher = new Fetcher();

        var document = Assert.IsType<FetchedDocument>(await fetcher.GetAsync(Request(server.Url(), allowance)));

        Assert.Equal(200_000, document.Text.Length);
        Assert.Equal(200_000, allowance.Most);
    }

    [Fact]
    public async Task FetchAsync_WhileItWaitsForRoom_NoDeadlinePasses()
    {
        var allowance = new Gate();
        await using var server = ScriptedServer.Answer(Http.Answer("<p>page"));
        using var fetcher = new Fetcher(clock: clock);

        var fetching = fetcher.GetAsync(Request(server.Url(), allowance));
        await clock.ArmedAsync(Timeout.InfiniteTimeSpan, fetcher.Patience);
        clock.Advance(TimeSpan.FromHours(1));
        allowance.Open.SetResult();

        Assert.Equal("<p>page", Assert.IsType<FetchedDocument>(await fetching).Text);
    }

    [Fact]
    public async Task FetchAsync_CancelledWhileItWaitsForRoom_GoesAtOnce()
    {
        var allowance = new Gate();
        await using var server = ScriptedServer.Answer(Http.Answer("<p>page"));
        using var fetcher = new Fetcher();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(fetcher.Patience);

        var fetching = fetcher.Port.FetchAsync(Request(server.Url(), allowance), cancel.Token);
        await allowance.Asked.Task.WaitAsync(fetcher.Patience);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    private static FetchRequest Request(Uri url, IBodyAllowance allowance) => new() { Url = url, AllowPrivateAddress = true, Allowance = allowance };

    /// <summary>Holds every body at its first question until it is opened.</summary>
    private sealed class Gate : IBodyAllowance
    {
        public TaskCompletionSource<long> Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Most { get; private set; }

        public ValueTask GrowAsync(long bytes, CancellationToken cancellationToken)
        {
            Most = Math.Max(Most, bytes);
            Asked.TrySetResult(bytes);
            return new ValueTask(Open.Task.WaitAsync(cancellationToken));
        }
    }
}

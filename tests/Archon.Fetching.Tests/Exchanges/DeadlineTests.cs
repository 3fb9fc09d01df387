using Archon.Domain.Crawling;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Exchanges;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);
    // Every deadline has its own length, so that the clock can tell which one was set.
    private static readonly FetchOptions Distinct = new() { ConnectTimeout = TimeSpan.FromSeconds(7), IdleTimeout = Idle, Timeout = Total };
    private readonly ArmedClock clock = new();

    [Fact]
    public async Task FetchAsync_WhenNoHeaderComes_TimesOutAfterTheTotal()
    {
        var asked = new TaskCompletionSource();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            asked.SetResult();
            await peer.WaitForHangUpAsync();
        });
        using var fetcher = new Fetcher(Distinct, clock: clock);

        var fetching = fetcher.GetAsync(server.Url());
        await asked.Task.WaitAsync(fetcher.Patience);
        clock.Advance(Total);

        var failure = Assert.IsType<FetchFailure>(await fetching);
        Assert.Equal((PageReason.Timeout, (int?)null, "127.0.0.1 took longer than 30 s."), (failure.Reason, failure.Status, failure.Detail));
        Assert.Equal(Total, failure.Elapsed);
    }

    [Fact]
    public async Task FetchAsync_WhenTheBodyStandsStill_TimesOutAfterTheIdleDeadline()
    {
        var hungUp = new TaskCompletionSource();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nhello");
            await peer.WaitForHangUpAsync();
            hungUp.SetResult();
        });
        using var fetcher = new Fetcher(Distinct, clock: clock);

        var fetching = fetcher.GetAsync(server.Url());
        await clock.ArmedAsync(Idle, fetcher.Patience);
        await clock.ArmedAsync(Idle, fetcher.Patience);
        clock.Advance(Idle);

        var failure = Assert.IsType<FetchFailure>(await fetching);
        Assert.Equal((PageReason.Timeout, 200, "127.0.0.1 sent nothing for 10 s."), (failure.Reason, failure.Status, failure.Detail));
        await hungUp.Task.WaitAsync(fetcher.Patience);
    }

    [Fact]
    public async Task FetchAsync_WhenTheBodyDrips_TimesOutAfterTheTotal()
    {
        using var drop = new SemaphoreSlim(0);
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n");
            for (var drops = 0; drops < 3; drops++)
            {
                await drop.WaitAsync(peer.Stopping);
                await peer.SendAsync(".");
            }

            await peer.WaitForHangUpAsync();
        });
        using var fetcher = new Fetcher(Distinct, clock: clock);

        var fetching = fetcher.GetAsync(server.Url());
        for (var drops = 0; drops < 3; drops++)
        {
            await clock.ArmedAsync(Idle, fetcher.Patience);
            clock.Advance(TimeSpan.FromSeconds(9));
            drop.Release();
        }

        await clock.ArmedAsync(TimeSpan.FromSeconds(3), fetcher.Patience);
        clock.Advance(TimeSpan.FromSeconds(3));

        var failure = Assert.IsType<FetchFailure>(await fetching);
        Assert.Equal((PageReason.Timeout, "127.0.0.1 took longer than 30 s."), (failure.Reason, failure.Detail));
    }

    [Fact]
    public async Task FetchAsync_WhenTheHandshakeNeverEnds_TimesOutAfterTheTotal()
    {
        var greeted = new TaskCompletionSource();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.Stream.ReadExactlyAsync(new byte[1], peer.Stopping);
            greeted.SetResult();
            await peer.WaitForHangUpAsync();
        });
        using var fetcher = new Fetcher(Distinct, clock: clock);

        var fetching = fetcher.GetAsync(server.Url(scheme: "https"));
        await greeted.Task.WaitAsync(fetcher.Patience);
        clock.Advance(Total);

        Assert.Equal(PageReason.Timeout, Assert.IsType<FetchFailure>(await fetching).Reason);
    }

    [Fact]
    public async Task FetchAsync_WhenTheCallerGivesUpBeforeTheHeaders_IsCancelled()
    {
        using var caller = new CancellationTokenSource();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            await caller.CancelAsync();
            await peer.WaitForHangUpAsync();
        });
        using var fetcher = new Fetcher(Distinct, clock: clock);

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.Port.FetchAsync(
            new FetchRequest { Url = server.Url(), AllowPrivateAddress = true }, caller.Token));

        Assert.Equal(caller.Token, thrown.CancellationToken);
    }

    [Fact]
    public async Task FetchAsync_WhenTheCallerGivesUpInTheBody_ClosesTheConnection()
    {
        using var caller = new CancellationTokenSource();
        var hungUp = new TaskCompletionSource();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nhello");
            await peer.WaitForHangUpAsync();
            hungUp.SetResult();
        });
        using var fetcher = new Fetcher(Distinct, clock: clock);

        var fetching = fetcher.Port.FetchAsync(new FetchRequest { Url = server.Url(), AllowPrivateAddress = true }, caller.Token);
        await clock.ArmedAsync(Idle, fetcher.Patience);
        await clock.ArmedAsync(Idle, fetcher.Patience);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        await hungUp.Task.WaitAsync(fetcher.Patience);
    }

    [Fact]
    public async Task FetchAsync_WhenTheCallerGaveUpAlready_DialsNothing()
    {
        var dialer = new RecordingDialer(port: 9);
        using var fetcher = new Fetcher(dialer: dialer);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.Port.FetchAsync(
            new FetchRequest { Url = new Uri("http://127.0.0.1/"), AllowPrivateAddress = true }, new CancellationToken(canceled: true)));

        Assert.Empty(dialer.Dialled);
    }
}

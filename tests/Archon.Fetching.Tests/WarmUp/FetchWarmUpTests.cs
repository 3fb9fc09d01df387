using Archon.Fetching.WarmUp;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Tests.WarmUp;

public sealed class FetchWarmUpTests
{
    [Fact]
    public async Task StartAsync_ReadsTheCannedPage_ThroughTheWholeFetcher()
    {
        using var warmUp = new FetchWarmUp(Options.Create(new FetchOptions()), TimeProvider.System);

        await warmUp.StartAsync(TestContext.Current.CancellationToken);

        var document = Assert.IsType<FetchedDocument>(await warmUp.Exchange);
        Assert.Equal(200, document.Status);
        Assert.Contains("Words.", document.Text, StringComparison.Ordinal);
        await warmUp.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task StopAsync_BeforeAnyStart_ReturnsAtOnce()
    {
        using var warmUp = new FetchWarmUp(Options.Create(new FetchOptions()), TimeProvider.System);

        await warmUp.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(warmUp.Exchange.IsCanceled);
    }
}

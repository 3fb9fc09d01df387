using Archon.Fetching.Rendering;
using Archon.Ports.Fetching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Tests.Rendering;

public sealed class BrowserOptionsTests
{
    public static TheoryData<string, Action<BrowserOptions>> Wrong => new()
    {
        { nameof(BrowserOptions.Tabs), options => options.Tabs = -1 },
        { nameof(BrowserOptions.Tabs), options => options.Tabs = 65 },
        { nameof(BrowserOptions.Timeout), options => options.Timeout = TimeSpan.Zero },
        { nameof(BrowserOptions.MemoryPerPage), options => options.MemoryPerPage = 1 },
        { nameof(BrowserOptions.SettleTime), options => options.SettleTime = TimeSpan.FromMinutes(2) },
        { nameof(BrowserOptions.PagesPerBrowser), options => options.PagesPerBrowser = 0 },
        { nameof(BrowserOptions.MemoryPerBrowser), options => options.MemoryPerBrowser = 63 },
        { nameof(BrowserOptions.Endpoint), options => options.Endpoint = new Uri("ftp://browser:9222") },
        { nameof(BrowserOptions.Endpoint), options => options.Endpoint = new Uri("browser:9222") },
        { nameof(BrowserOptions.ProxyAddress), options => options.ProxyAddress = "browser" },
        { nameof(BrowserOptions.ProxyAddress), options => options.ProxyAddress = "0.0.0.0" },
        { nameof(BrowserOptions.IdleTime), options => options.IdleTime = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task StartupValidator_WithAWrongSetting_StopsTheHostAndNamesIt(string name, Action<BrowserOptions> spoil)
    {
        await using var services = Services(spoil);

        var thrown = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(name, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddArchonFetching_WithNothingSet_GivesARendererWithATabForEachCore()
    {
        await using var services = Services(_ => { });

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.IsType<BrowserRenderer>(services.GetRequiredService<IPageRenderer>());
        Assert.Equal(Math.Min(Environment.ProcessorCount, 64), services.GetRequiredService<IOptions<BrowserOptions>>().Value.TabCount);
    }

    private static ServiceProvider Services(Action<BrowserOptions> configure) => new ServiceCollection().AddLogging().AddArchonFetching().Configure(configure).BuildServiceProvider();
}

using Archon.Fetching.Dialing;
using Archon.Ports.Fetching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Tests;

public sealed class FetchOptionsTests
{
    public static TheoryData<string, Action<FetchOptions>> Wrong => new()
    {
        { nameof(FetchOptions.MaxBytes), options => options.MaxBytes = 0 },
        { nameof(FetchOptions.ConnectTimeout), options => options.ConnectTimeout = TimeSpan.Zero },
        { nameof(FetchOptions.Timeout), options => options.Timeout = TimeSpan.FromHours(1) },
        { nameof(FetchOptions.IdleTimeout), options => options.IdleTimeout = TimeSpan.FromSeconds(-1) },
        { nameof(FetchOptions.MaxHeaderKilobytes), options => options.MaxHeaderKilobytes = 0 },
        { nameof(FetchOptions.MaxConnectionsPerServer), options => options.MaxConnectionsPerServer = 0 },
        { nameof(FetchOptions.ConnectionLifetime), options => options.ConnectionLifetime = TimeSpan.Zero },
        { nameof(FetchOptions.ConnectionIdleTimeout), options => options.ConnectionIdleTimeout = TimeSpan.Zero },
        { nameof(FetchOptions.AboutUrl), options => options.AboutUrl = new Uri("mailto:a@example.org") },
        { nameof(FetchOptions.AboutUrl), options => options.AboutUrl = new Uri("about", UriKind.Relative) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void StartupValidator_WithAWrongSetting_StopsTheHostAndNamesIt(string name, Action<FetchOptions> spoil)
    {
        using var services = Services(spoil);

        var thrown = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(name, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddArchonFetching_WithNothingSet_GivesOneFetcherAndTheDefaults()
    {
        using var services = Services(_ => { });

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Same(services.GetRequiredService<IPageFetcher>(), services.GetRequiredService<IPageFetcher>());
        Assert.IsType<DnsAddressResolver>(services.GetRequiredService<IAddressResolver>());
        var options = services.GetRequiredService<IOptions<FetchOptions>>().Value;
        Assert.False(options.AllowPrivateNetworks);
        Assert.Equal(10 * 1024 * 1024, options.MaxBytes);
        Assert.Equal("ArchonBot/0.1.0 (+https://archon.example/bot)", options.UserAgent);
    }

    private static ServiceProvider Services(Action<FetchOptions> configure) => new ServiceCollection()
        .AddLogging()
        .AddArchonFetching()
        .Configure(configure)
        .BuildServiceProvider();
}

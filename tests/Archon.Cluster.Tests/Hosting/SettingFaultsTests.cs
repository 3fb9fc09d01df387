using Archon.Fetching;
using Archon.Grains;
using Archon.Grains.Crawling;
using Archon.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Cluster.Tests.Hosting;

public sealed class SettingFaultsTests
{
    [Theory]
    [InlineData("SiloPort", "70000", "Archon:Orleans:SiloPort must be between 0 and 65535. In the environment it is ARCHON__ORLEANS__SILOPORT.")]
    [InlineData("SiloPort", "many", "Archon:Orleans:SiloPort is 'many'; it must be a whole number. In the environment it is ARCHON__ORLEANS__SILOPORT.")]
    [InlineData("Membership:Votes", "0", "Archon:Orleans:Membership:Votes must be between 1 and 10. In the environment it is ARCHON__ORLEANS__MEMBERSHIP__VOTES.")]
    [InlineData("Membership:ProbeTimeout", "soon", "Archon:Orleans:Membership:ProbeTimeout is 'soon'; it must be a time, hours, minutes and seconds, such as 00:00:30. In the environment it is ARCHON__ORLEANS__MEMBERSHIP__PROBETIMEOUT.")]
    [InlineData("AdvertisedAddress", "x", "Archon:Orleans:AdvertisedAddress is 'x'; give an IP address of this machine that the other nodes can reach, such as 10.0.0.7. In the environment it is ARCHON__ORLEANS__ADVERTISEDADDRESS.")]
    public void Orleans_IsNamedAsPeopleWriteIt(string key, string value, string sentence)
    {
        var archon = Configuration($"Orleans:{key}", value).GetSection("Archon");

        Assert.Equal(sentence, SettingFaults.Explain(Assert.ThrowsAny<Exception>(() => OrleansSettings.Read(archon))));
    }

    [Fact]
    public void ALongName_IsToldItsBound()
    {
        var archon = Configuration("Orleans:ClusterId", new string('x', 151)).GetSection("Archon");

        Assert.Equal(
            "Archon:Orleans:ClusterId may have 150 characters at most. In the environment it is ARCHON__ORLEANS__CLUSTERID.",
            SettingFaults.Explain(Assert.ThrowsAny<Exception>(() => OrleansSettings.Read(archon))));
    }

    [Fact]
    public void SeveralAtOnce_AreAllNamed()
    {
        using var services = Compose(("Crawling:Window", "0"), ("Fetching:MaxBytes", "1"));

        var fault = Assert.Throws<AggregateException>(services.GetRequiredService<IStartupValidator>().Validate);

        var sentence = SettingFaults.Explain(fault)!;
        Assert.Contains("Archon:Crawling:Window must be between 1 and 1000. In the environment it is ARCHON__CRAWLING__WINDOW.", sentence, StringComparison.Ordinal);
        Assert.Contains("Archon:Fetching:MaxBytes must be between", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void AValidatorsOwnSentence_KeepsItsWords()
    {
        using var services = Compose(("Fetching:AboutUrl", "ftp://example.org/"));

        Assert.Equal(
            "Archon:Fetching:AboutUrl is 'ftp://example.org/'; it must be an absolute http or https address. In the environment it is ARCHON__FETCHING__ABOUTURL.",
            SettingFaults.Explain(Assert.ThrowsAny<Exception>(services.GetRequiredService<IStartupValidator>().Validate)));
    }

    [Fact]
    public void AnotherFault_IsNotExplained() => Assert.Null(SettingFaults.Explain(new AggregateException(new InvalidOperationException("Failed to do something."))));

    private static ServiceProvider Compose(params (string Key, string Value)[] settings)
    {
        var archon = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Archon:{one.Key}", (string?)one.Value))).Build().GetSection("Archon");
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddArchonGrains();
        services.AddArchonFetching();
        services.Configure<CrawlOptions>(archon.GetSection("Crawling"));
        services.Configure<FetchOptions>(archon.GetSection("Fetching"));
        return services.BuildServiceProvider();
    }

    private static IConfigurationRoot Configuration(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new($"Archon:{key}", value)]).Build();
}

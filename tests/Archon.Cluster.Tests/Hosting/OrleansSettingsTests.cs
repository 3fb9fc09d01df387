using Archon.Silo.Hosting;
using Archon.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Archon.Cluster.Tests.Hosting;

public sealed class OrleansSettingsTests
{
    [Theory]
    [InlineData("Orleans:SiloPort", "70000", "SiloPort")]
    [InlineData("Orleans:GatewayPort", "-1", "GatewayPort")]
    [InlineData("Orleans:AdvertisedAddress", "db.example.org", "AdvertisedAddress")]
    [InlineData("Orleans:AdvertisedAddress", "0.0.0.0", "AdvertisedAddress")]
    [InlineData("Orleans:Membership:ProbeTimeout", "00:10:00", "ProbeTimeout")]
    [InlineData("Orleans:Membership:Votes", "0", "Votes")]
    [InlineData("Orleans:Membership:MissedProbes", "21", "MissedProbes")]
    [InlineData("Orleans:Membership:MaxProbeTimeout", "00:00:01", "shorter than ProbeTimeout")]
    [InlineData("Orleans:Membership:SignOfLife", "00:02:00", "SignOfLife")]
    [InlineData("Orleans:Membership:GatewayListRefreshPeriod", "00:00:00", "GatewayListRefreshPeriod")]
    public void WrongValue_IsRefusedByName(string key, string value, string name)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(key, value));

        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_IsFine() => Assert.Null(Read("Unrelated", "x").SiloPort);

    [Theory]
    [InlineData("Host=db;Username=x;Database=y", null)]
    [InlineData("Server=db;User Id=x;Password=p;Port=5433", null)]
    [InlineData("nonsense", "is not a connection string")]
    [InlineData("Host=db;Port=many", "is not a connection string")]
    [InlineData("Database=y", "names no host")]
    [InlineData("", "names no host")]
    [InlineData("Host=db;Usernam=x;Password=secret", "a keyword is none that PostgreSQL's driver knows")]
    [InlineData("Host=db;Username=x;Password=a;secret=b", "a password has a semicolon and needs quotes")]
    public void ConnectionString_IsRefusedInASentenceWithoutItsValues(string text, string? fault)
    {
        var found = PostgresOptions.Fault(text);

        Assert.Equal(fault is null, found is null);
        Assert.Contains(fault ?? "", found ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("secret", found ?? "", StringComparison.Ordinal);
    }

    private static OrleansSettings Read(string key, string value) =>
        OrleansSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
}

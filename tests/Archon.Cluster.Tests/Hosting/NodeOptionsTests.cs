using Archon.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Cluster.Tests.Hosting;

/// <summary>What a node says of its settings before it starts, and <c>archon doctor</c> too.</summary>
public sealed class NodeOptionsTests
{
    private const string Password = "tell-nobody";
    private const string Good = $"Host=db;Username=archon;Password={Password};Database=archon";

    [Theory]
    [InlineData("Crawling:Window", "0", "Archon:Crawling:Window must be between 1 and 1000. In the environment it is ARCHON__CRAWLING__WINDOW.")]
    [InlineData("Crawling:Heartbeat", "00:02:00", "Archon:Crawling:Heartbeat must be between 00:00:00.1 and 00:01:00. In the environment it is ARCHON__CRAWLING__HEARTBEAT.")]
    [InlineData("Crawling:TickInterval", "00:02:00", "Archon:Crawling:TickInterval must be between 00:00:00.01 and 00:00:10. In the environment it is ARCHON__CRAWLING__TICKINTERVAL.")]
    [InlineData("Pages:Attempts", "99", "Archon:Pages:Attempts must be between 1 and 20. In the environment it is ARCHON__PAGES__ATTEMPTS.")]
    [InlineData("Hosts:Concurrency", "many", "Archon:Hosts:Concurrency is 'many'; it must be a whole number. In the environment it is ARCHON__HOSTS__CONCURRENCY.")]
    [InlineData("Processing:Threads", "-1", "Archon:Processing:Threads must be between 0 and 256. In the environment it is ARCHON__PROCESSING__THREADS.")]
    [InlineData("Fetching:Timeout", "soon", "Archon:Fetching:Timeout is 'soon'; it must be a time, hours, minutes and seconds, such as 00:00:30. In the environment it is ARCHON__FETCHING__TIMEOUT.")]
    [InlineData("Embeddings:Onnx:Threads", "999", "Archon:Embeddings:Onnx:Threads must be between 0 and 256. In the environment it is ARCHON__EMBEDDINGS__ONNX__THREADS.")]
    [InlineData("Embeddings:Onnx:Pooling", "most", "Archon:Embeddings:Onnx:Pooling is 'most'; it must be one of Auto, Mean and Cls. In the environment it is ARCHON__EMBEDDINGS__ONNX__POOLING.")]
    [InlineData("Embeddings:Tokenizer", "gpt", "Archon:Embeddings:Tokenizer is 'gpt'; it must be one of Auto, Cl100kBase, O200kBase and Estimate. In the environment it is ARCHON__EMBEDDINGS__TOKENIZER.")]
    [InlineData("Resuming:Limit", "0", "Archon:Resuming:Limit must be between 1 and 10000. In the environment it is ARCHON__RESUMING__LIMIT.")]
    [InlineData("Gateway:DrainTime", "01:00:00", "Archon:Gateway:DrainTime must be between 00:00:00 and 00:05:00. In the environment it is ARCHON__GATEWAY__DRAINTIME.")]
    [InlineData("Postgres:ReplaceEmbeddingModel", "perhaps", "Archon:Postgres:ReplaceEmbeddingModel is 'perhaps'; it must be true or false. In the environment it is ARCHON__POSTGRES__REPLACEEMBEDDINGMODEL.")]
    [InlineData("Orleans:ClusterId", "", "Archon:Orleans:ClusterId is empty; give the cluster a name, such as archon, or leave the setting out. In the environment it is ARCHON__ORLEANS__CLUSTERID.")]
    [InlineData("Orleans:SiloPort", "30000", "Archon:Orleans:GatewayPort is 30000, and so is Archon:Orleans:SiloPort; give each a port of its own, such as 30000 and 11111. In the environment it is ARCHON__ORLEANS__GATEWAYPORT.")]
    public void AWrongValue_IsNamedWithWhatWouldBeRight(string key, string value, string sentence) => Assert.Equal([sentence], Faults((key, value)));

    [Theory]
    [InlineData("rubbish")]
    [InlineData($"Host=db;Port=many;Password={Password}")]
    [InlineData($"Host=db;Password=a;{Password}=b")]
    public void AConnectionStringThatIsNone_IsNamedAndNotShown(string connection)
    {
        var fault = Assert.Single(Faults(("Postgres:ConnectionString", connection)));

        Assert.StartsWith("Archon:Postgres:ConnectionString is not a connection string", fault, StringComparison.Ordinal);
        Assert.Contains("; write it like Host=", fault, StringComparison.Ordinal);
        Assert.EndsWith("In the environment it is ARCHON__POSTGRES__CONNECTIONSTRING.", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ORLEANS:SILOPROT", "Archon:Orleans:SILOPROT is no setting; the nearest is Archon:Orleans:SiloPort. In the environment it is ARCHON__ORLEANS__SILOPORT.")]
    [InlineData("Orleans:Membership:Vote", "Archon:Orleans:Membership:Vote is no setting; the nearest is Archon:Orleans:Membership:Votes. In the environment it is ARCHON__ORLEANS__MEMBERSHIP__VOTES.")]
    [InlineData("Postgress:ConnectionString", "Archon:Postgress:ConnectionString is no setting; the nearest is Archon:Postgres:ConnectionString. In the environment it is ARCHON__POSTGRES__CONNECTIONSTRING.")]
    [InlineData("Crawling", "Archon:Crawling is no setting; the nearest is Archon:Crawling:Window. In the environment it is ARCHON__CRAWLING__WINDOW.")]
    public void AMisspeltSetting_IsNamedWithTheNearest(string key, string sentence) => Assert.Equal([sentence], Faults((key, "5")));

    [Fact]
    public void WhatTheProgramReads_IsKnown() => Assert.Empty(Faults(
        ("Data", "/data"),
        ("GATEWAY:ALLOWEDHOSTS", "archon,archon.svc"),
        ("Gateway:AllowedHosts:0", "one.example.org"),
        ("ORLEANS:MEMBERSHIP:SIGNOFLIFE", "00:00:10"),
        ("Fetching:AboutUrl", "https://example.org/bot")));

    [Fact]
    public void SeveralAtOnce_AreAllNamed() => Assert.Equal(3, Faults(("Crawling:Window", "0"), ("Resuming:Limit", "none"), ("Pages:Attemts", "3")).Length);

    [Fact]
    public void AnEmbeddedNode_MayHaveOnePortForBothByDefault() => Assert.Empty(NodeOptions.Faults(
        new ConfigurationBuilder().AddInMemoryCollection([new("Archon:Orleans:SiloPort", "30000")]).Build(), cluster: false));

    [Fact]
    public void WhateverIsValidated_IsASection()
    {
        var services = new ServiceCollection();
        NodeOptions.Register(services, new ConfigurationBuilder().Build(), cluster: true);

        var validated = services.Select(service => service.ServiceType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
            .Select(type => type.GenericTypeArguments[0])
            .Where(type => type.FullName!.StartsWith("Archon.", StringComparison.Ordinal));

        Assert.Equal(
            NodeSection.All.Select(section => section.Type.FullName).Order(StringComparer.Ordinal),
            validated.Select(type => type.FullName).Distinct().Order(StringComparer.Ordinal));
    }

    private static string[] Faults(params (string Key, string Value)[] settings) =>
    [
        .. NodeOptions.Faults(
            new ConfigurationBuilder()
                .AddInMemoryCollection([new("Archon:Postgres:ConnectionString", Good)])
                .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Archon:{one.Key}", (string?)one.Value)))
                .Build(),
            cluster: true),
    ];
}

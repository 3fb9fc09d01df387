using Archon.Gateway.Safety;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Archon.Gateway.Tests.Http;

/// <summary>Names a gateway answers to. One that is open to the network is only asked here: nothing of these tests listens beyond loopback.</summary>
public sealed class HostRuleTests
{
    [Theory]
    [InlineData("10.0.0.7:8181", true)]
    [InlineData("[fd00::7]:8181", true)]
    [InlineData("localhost", true)]
    [InlineData("archon.example.org", true)]
    [InlineData("evil.example.org", false)]
    [InlineData("10.0.0.7.evil.example.org", false)]
    public void AGatewayOpenToTheNetwork_AnswersToAddressesAndToItsOwnNames(string host, bool answers) =>
        Assert.Equal(answers, Rule("http://0.0.0.0:8181", "http://127.0.0.1:8181").AllowsHost(new HostString(host)));

    [Fact]
    public void AGatewayOnLoopback_AnswersToNoOtherAddress() =>
        Assert.False(Rule("http://127.0.0.1:8181").AllowsHost(new HostString("10.0.0.7:8181")));

    [Fact]
    public void AGatewayOnAnotherAddressOfLoopback_AnswersToIt() =>
        Assert.True(Rule("http://127.3.4.5:8181").AllowsHost(new HostString("127.3.4.5:8181")));

    private static HostRule Rule(params string[] listening)
    {
        var options = new GatewayOptions();
        options.AllowedHosts.Add("archon.example.org");
        return new HostRule(new Listening(listening), Options.Create(options));
    }

    private sealed class Listening : IServer
    {
        public Listening(string[] addresses)
        {
            var feature = new ServerAddressesFeature();
            Array.ForEach(addresses, feature.Addresses.Add);
            Features.Set<IServerAddressesFeature>(feature);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => throw new NotSupportedException();

        public Task StopAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Archon.Fetching.Addresses;
using Archon.Silo.Hosting;
using k8s.Models;
using Microsoft.Extensions.Hosting;

namespace Archon.Deploy.Tests.Kubernetes;

/// <summary>What the manifests promise, read from what kubectl renders.</summary>
public sealed class ManifestTests
{
    private const string Base = "base";
    private const string Production = "overlays/production";

    [Theory]
    [InlineData(Base, "ConfigMap Deployment HorizontalPodAutoscaler NetworkPolicy PodDisruptionBudget Secret Service ServiceAccount")]
    [InlineData(Production, "ConfigMap Deployment HorizontalPodAutoscaler Namespace NetworkPolicy PodDisruptionBudget Service ServiceAccount")]
    public async Task Folder_RendersToObjectsOfTheApi(string folder, string kinds)
    {
        var rendered = await Rendered.OfAsync(folder);

        Assert.Equal(kinds, string.Join(' ', rendered.Objects.Select(one => one.Kind).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task AMisspeltField_IsNotRead()
    {
        var yaml = (await Rendered.OfAsync(Base)).Yaml;

        Assert.ThrowsAny<Exception>(() => Rendered.Parse(yaml.Replace("maxUnavailable: 0", "maxUnavailible: 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Production_IsAllInItsNamespaceAndBringsNoSecret()
    {
        var rendered = await Rendered.OfAsync(Production);

        Assert.All(rendered.Objects.Where(one => one is not V1Namespace), one => Assert.Equal("archon", one.Metadata.NamespaceProperty));
        Assert.DoesNotContain("Password", rendered.Yaml, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("restricted", rendered.One<V1Namespace>().Metadata.Labels["pod-security.kubernetes.io/enforce"]);
    }

    [Theory]
    [InlineData(Base)]
    [InlineData(Production)]
    public async Task Selectors_FindThePods(string folder)
    {
        var rendered = await Rendered.OfAsync(folder);
        var deployment = rendered.One<V1Deployment>();
        var labels = deployment.Spec.Template.Metadata.Labels;

        Assert.All(
            [
                deployment.Spec.Selector.MatchLabels,
                rendered.One<V1Service>().Spec.Selector,
                rendered.One<V1PodDisruptionBudget>().Spec.Selector.MatchLabels,
                rendered.One<V1NetworkPolicy>().Spec.PodSelector.MatchLabels,
                .. deployment.Spec.Template.Spec.TopologySpreadConstraints.Select(spread => spread.LabelSelector.MatchLabels),
            ],
            selector => Assert.All(selector, pair => Assert.Equal(pair.Value, labels[pair.Key])));
        var scaled = rendered.One<V2HorizontalPodAutoscaler>().Spec;
        Assert.Equal(("Deployment", deployment.Metadata.Name), (scaled.ScaleTargetRef.Kind, scaled.ScaleTargetRef.Name));
        Assert.True(scaled.MinReplicas >= 2);
        Assert.Null(deployment.Spec.Replicas);
    }

    [Fact]
    public async Task Ports_AreTheOnesOfTheCode()
    {
        var rendered = await Rendered.OfAsync(Base);

        Assert.Equal(
            [("http", ClusterPorts.Http), ("silo", ClusterPorts.Silo), ("orleans", ClusterPorts.Gateway)],
            rendered.Container.Ports.Select(port => (port.Name, port.ContainerPort)));
        Assert.Equal(["serve", "--role", "all", "--port", $"{ClusterPorts.Http}"], rendered.Container.Args);
        Assert.Equal(ClusterPorts.Http, rendered.Port(Assert.Single(rendered.One<V1Service>().Spec.Ports).TargetPort));
    }

    [Fact]
    public async Task Environment_NamesSettingsThatExist()
    {
        var rendered = await Rendered.OfAsync(Base);
        var names = rendered.One<V1ConfigMap>().Data.Keys.Concat(rendered.Container.Env.Select(variable => variable.Name)).ToList();

        Assert.Contains("ARCHON__ORLEANS__ADVERTISEDADDRESS", names);
        Assert.All(names.Where(name => name is not ("POD_IP" or "POD_NAME")), name => Assert.True(Settings.Has(name), name));
    }

    [Theory]
    [InlineData(Base, "base/horizontal-pod-autoscaler.yaml")]
    [InlineData(Production, "overlays/production/sizes.yaml")]
    public async Task MaxConnections_ThatAreAskedForAreEnoughForEveryPod(string folder, string file)
    {
        var rendered = await Rendered.OfAsync(folder);
        var connection = (await Rendered.OfAsync(Base)).One<V1Secret>().StringData["connection-string"];
        var surge = int.Parse(rendered.One<V1Deployment>().Spec.Strategy.RollingUpdate.MaxSurge.Value, CultureInfo.InvariantCulture);
        var most = (rendered.One<V2HorizontalPodAutoscaler>().Spec.MaxReplicas + surge) * Connections.OfANode(connection);

        var text = Repository.Read("deploy", "kubernetes", file);

        Assert.Contains($"open {most} connections", text.ReplaceLineEndings(" ").Replace("# ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var asked = Regex.Match(text, @"max_connections = (\d+)").Groups[1].Value;
        Assert.True(int.Parse(asked, CultureInfo.InvariantCulture) >= most + Connections.Kept, asked);
        Assert.Contains(asked, Repository.Read("deploy", "README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_NeverHasFewerPodsAndDisruptsOneAtATime()
    {
        var rendered = await Rendered.OfAsync(Production);
        var update = rendered.One<V1Deployment>().Spec.Strategy;

        Assert.Equal(("RollingUpdate", "0", "1"), (update.Type, update.RollingUpdate.MaxUnavailable.Value, update.RollingUpdate.MaxSurge.Value));
        Assert.Equal("1", rendered.One<V1PodDisruptionBudget>().Spec.MaxUnavailable.Value);
    }

    [Fact]
    public async Task GracePeriod_IsLongerThanTheHandOver()
    {
        var rendered = await Rendered.OfAsync(Base);
        var drain = TimeSpan.Parse(rendered.One<V1ConfigMap>().Data["ARCHON__GATEWAY__DRAINTIME"], CultureInfo.InvariantCulture);
        var readiness = rendered.Container.ReadinessProbe;
        var handOver = drain + GatewayServer.EndPatience + new HostOptions().ShutdownTimeout;

        Assert.True(TimeSpan.FromSeconds(rendered.One<V1Deployment>().Spec.Template.Spec.TerminationGracePeriodSeconds!.Value) > handOver);
        Assert.True(drain > TimeSpan.FromSeconds((readiness.PeriodSeconds * readiness.FailureThreshold)!.Value), "The probe must notice before the drain ends.");
    }

    [Theory]
    [InlineData(Base)]
    [InlineData(Production)]
    public async Task Pod_IsNobodyAndMayNothing(string folder)
    {
        var rendered = await Rendered.OfAsync(folder);
        var pod = rendered.One<V1Deployment>().Spec.Template.Spec;
        var container = rendered.Container;

        Assert.True(pod is { AutomountServiceAccountToken: false, EnableServiceLinks: false, HostNetwork: not true, SecurityContext.RunAsNonRoot: true });
        Assert.False(rendered.One<V1ServiceAccount>().AutomountServiceAccountToken);
        Assert.Equal(pod.ServiceAccountName, rendered.One<V1ServiceAccount>().Metadata.Name);
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        Assert.True(container.SecurityContext is { AllowPrivilegeEscalation: false, ReadOnlyRootFilesystem: true });
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        Assert.Empty(pod.InitContainers ?? []);

        // What must be written is written in memory or on the node's disk, and is gone with the pod.
        Assert.Equal(["/dev/shm", "/tmp"], container.VolumeMounts.Select(mount => mount.MountPath).Order(StringComparer.Ordinal));
        Assert.All(container.VolumeMounts, mount => Assert.NotNull(Assert.Single(pod.Volumes, volume => volume.Name == mount.Name).EmptyDir));
        Assert.NotNull(container.Resources.Limits["memory"]);
        Assert.DoesNotContain("cpu", container.Resources.Limits.Keys);
    }

    [Theory]
    [InlineData(Base)]
    [InlineData(Production)]
    public async Task OrleansPorts_AreClosedToAllButPodsOfArchon(string folder)
    {
        var rendered = await Rendered.OfAsync(folder);
        var policy = rendered.One<V1NetworkPolicy>().Spec;

        Assert.Equal(["Egress", "Ingress"], policy.PolicyTypes.Order(StringComparer.Ordinal));
        foreach (var rule in policy.Ingress)
        {
            var ports = Assert.IsAssignableFrom<IEnumerable<V1NetworkPolicyPort>>(rule.Ports).Select(port => rendered.Port(port.Port)).ToList();
            if (!ports.SequenceEqual([ClusterPorts.Http]))
            {
                Assert.Equal([ClusterPorts.Silo, ClusterPorts.Gateway], ports);
                var from = Assert.Single(rule.FromProperty);
                Assert.Null(from.NamespaceSelector);
                Assert.Equal(policy.PodSelector.MatchLabels, from.PodSelector.MatchLabels);
            }
        }
    }

    [Fact]
    public async Task PrivateRanges_AreClosedToTheFetcherAsInItsOwnRules()
    {
        var blocks = (await Rendered.OfAsync(Base)).One<V1NetworkPolicy>().Spec.Egress
            .SelectMany(rule => rule.To).Select(to => to.IpBlock).Where(block => block is not null).ToList();

        Assert.Equal(["0.0.0.0/0", "2000::/3"], blocks.Select(block => block.Cidr));
        Assert.Equal(
            // Broadcast lies within the reserved block.
            AddressBlocks.Version4.Where(block => block.Name != "broadcast").Select(block => (block.Prefix, block.PrefixLength)),
            blocks[0].Except.Select(cidr => (AddressBlock4.Of(cidr.Split('/')[0], Length(cidr), "").Prefix, Length(cidr))));
        var closed = blocks[1].Except.Select(cidr => AddressBlock.Of(cidr.Split('/')[0], Length(cidr), "")).ToList();
        var open = AddressBlock.Of("2000::", 3, "");
        Assert.Equal((open.Prefix, open.PrefixLength), (AddressBlocks.GlobalUnicast.Prefix, AddressBlocks.GlobalUnicast.PrefixLength));
        var refused = AddressBlocks.Version6.Concat(AddressBlocks.Wrappers.Select(wrapper => wrapper.Block)).Where(block => open.Contains(First(block))).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, block => Assert.Contains(closed, one => one.PrefixLength <= block.PrefixLength && one.Contains(First(block))));
        Assert.All(closed, one => Assert.Contains(refused, block => (block.Prefix, block.PrefixLength) == (one.Prefix, one.PrefixLength)));
    }

    [Fact]
    public async Task Probes_AskForWhatTheyMean()
    {
        var container = (await Rendered.OfAsync(Base)).Container;

        Assert.Equal(("/readyz", "/readyz", "/healthz"), (container.StartupProbe.HttpGet.Path, container.ReadinessProbe.HttpGet.Path, container.LivenessProbe.HttpGet.Path));
        Assert.All([container.StartupProbe, container.ReadinessProbe, container.LivenessProbe], probe => Assert.Equal("http", probe.HttpGet.Port.Value));
    }

    private static int Length(string cidr) => int.Parse(cidr.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static UInt128 First(AddressBlock block) => block.Prefix << (128 - block.PrefixLength);
}

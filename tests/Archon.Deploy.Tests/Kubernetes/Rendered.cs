using System.Collections.Concurrent;
using Archon.Deploy.Tests.Processes;
using k8s;
using k8s.Models;

namespace Archon.Deploy.Tests.Kubernetes;

/// <summary>What <c>kubectl kustomize</c> makes of a folder, as the API server's own types; a field they do not have is an error.</summary>
internal sealed class Rendered
{
    private static readonly ConcurrentDictionary<string, Task<Rendered>> Folders = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["v1/Namespace"] = typeof(V1Namespace),
        ["v1/ServiceAccount"] = typeof(V1ServiceAccount),
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["v1/Secret"] = typeof(V1Secret),
        ["v1/Service"] = typeof(V1Service),
        ["apps/v1/Deployment"] = typeof(V1Deployment),
        ["policy/v1/PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["autoscaling/v2/HorizontalPodAutoscaler"] = typeof(V2HorizontalPodAutoscaler),
        ["networking.k8s.io/v1/NetworkPolicy"] = typeof(V1NetworkPolicy),
    };

    private Rendered(string yaml)
    {
        Yaml = yaml;
        Objects = [.. KubernetesYaml.LoadAllFromString(yaml, Kinds, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];
    }

    public string Yaml { get; }

    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    public V1Container Container => Assert.Single(One<V1Deployment>().Spec.Template.Spec.Containers);

    /// <param name="folder">Below <c>deploy/kubernetes</c>.</param>
    public static Task<Rendered> OfAsync(string folder) => Folders.GetOrAdd(folder, RenderAsync);

    public static Rendered Parse(string yaml) => new(yaml);

    /// <summary>The one object of its kind.</summary>
    public T One<T>() => Assert.Single(Objects.OfType<T>());

    /// <summary>The number behind a probe's or a Service's port name.</summary>
    public int Port(IntOrString port) => int.TryParse(port.Value, out var number)
        ? number
        : Assert.Single(Container.Ports, candidate => candidate.Name == port.Value).ContainerPort;

    private static async Task<Rendered> RenderAsync(string folder)
    {
        var kubectl = Environment.GetEnvironmentVariable("ARCHON_TEST_KUBECTL") is { Length: > 0 } named ? named : "kubectl";
        return new Rendered(await Command.RunAsync(kubectl, ["kustomize", Path.Combine(Repository.Root, "deploy", "kubernetes", folder)]));
    }
}

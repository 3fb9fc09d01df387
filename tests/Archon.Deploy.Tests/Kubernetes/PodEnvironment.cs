using System.Text;
using System.Text.RegularExpressions;
using k8s.Models;

namespace Archon.Deploy.Tests.Kubernetes;

/// <summary>The environment that the kubelet would give a pod's container: ConfigMap, Secret, its own address and name, and <c>$(NAME)</c> replaced.</summary>
internal static partial class PodEnvironment
{
    /// <param name="rendered">What was applied.</param>
    /// <param name="address">The pod's.</param>
    /// <param name="name">The pod's.</param>
    /// <param name="secrets">The Secrets of the namespace, by name and key.</param>
    public static Dictionary<string, string> Of(Rendered rendered, string address, string name, IReadOnlyDictionary<(string Name, string Key), string> secrets)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in rendered.Container.EnvFrom)
        {
            var map = Assert.Single(rendered.Objects.OfType<V1ConfigMap>(), candidate => candidate.Metadata.Name == source.ConfigMapRef.Name);
            foreach (var (key, value) in map.Data)
            {
                environment[key] = value;
            }
        }

        foreach (var variable in rendered.Container.Env)
        {
            environment[variable.Name] = variable switch
            {
                { ValueFrom.FieldRef.FieldPath: "status.podIP" } => address,
                { ValueFrom.FieldRef.FieldPath: "metadata.name" } => name,
                { ValueFrom.SecretKeyRef: { } secret } => secrets[(secret.Name, secret.Key)],
                { Value: { } value } => Reference().Replace(value, match => environment[match.Groups[1].Value]),
                _ => throw new InvalidOperationException($"{variable.Name} comes from where this test does not know."),
            };
        }

        return environment;
    }

    /// <summary>What a Secret of the manifest says, as the API server would hand it out.</summary>
    public static string Text(V1Secret secret, string key) =>
        secret.StringData?.TryGetValue(key, out var text) == true ? text : Encoding.UTF8.GetString(secret.Data[key]);

    [GeneratedRegex(@"\$\(([A-Z_]+)\)")]
    private static partial Regex Reference();
}

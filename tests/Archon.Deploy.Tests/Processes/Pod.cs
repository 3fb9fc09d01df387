using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Archon.Deploy.Tests.Images;
using Archon.Deploy.Tests.Kubernetes;
using k8s.Models;

namespace Archon.Deploy.Tests.Processes;

/// <summary>
/// A pod of the Deployment as a process of this machine: the program of the image, its arguments, exactly its environment, and an address of
/// its own, of loopback. Killed when disposed.
/// </summary>
internal sealed class Pod : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What the operator made for sites that ask who reads.</summary>
    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    // Far from the addresses and ports that others on this machine may hold: 127.N.N.N.
    private static int _addresses;

    private readonly Process _process;
    private readonly Rendered _rendered;

    private Pod(Process process, Rendered rendered, string name, string address)
    {
        _process = process;
        _rendered = rendered;
        Name = name;
        Address = address;
        Http = new HttpClient { BaseAddress = new Uri($"http://{address}:{rendered.Port(rendered.One<V1Service>().Spec.Ports[0].TargetPort)}/") };
    }

    public string Name { get; }

    /// <summary>The pod's IP.</summary>
    public string Address { get; }

    /// <summary>A client of the pod as the Service reaches it.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts it; returns when its start-up probe is content.</summary>
    public static async Task<Pod> StartAsync(string app, Rendered rendered, string name, string connection)
    {
        var address = $"127.{Environment.ProcessId / 250 % 250 + 2}.{Environment.ProcessId % 250 + 1}.{Interlocked.Increment(ref _addresses)}";
        var image = Dockerfile.Read().Named("node");
        var start = new ProcessStartInfo(image.Words("ENTRYPOINT")[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(app, Path.GetFileName(image.Words("ENTRYPOINT")[1])));
        foreach (var argument in rendered.Container.Args)
        {
            start.ArgumentList.Add(argument);
        }

        // Nothing of this machine's but where .NET is.
        foreach (var variable in start.Environment.Keys.Where(key => key is not ("PATH" or "DOTNET_ROOT")).ToList())
        {
            start.Environment.Remove(variable);
        }

        var pod = PodEnvironment.Of(
            rendered, address, name, new Dictionary<(string, string), string> { [("archon-postgres", "connection-string")] = connection, [("archon-secrets", "key")] = Key });
        foreach (var (key, value) in image.Environment().Concat(pod))
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("Node of a cluster", StringComparison.Ordinal))
            {
                var started = new Pod(process, rendered, name, address);
                var (code, body) = await started.ProbeAsync(rendered.Container.StartupProbe);
                if (code == HttpStatusCode.OK)
                {
                    return started;
                }

                await started.DisposeAsync();
                throw new InvalidOperationException($"The start-up probe of a pod that had started was answered {code}: {body}");
            }
        }

        throw new InvalidOperationException($"A pod did not start: {await errors}");
    }

    public Task<(HttpStatusCode Code, string Body)> ReadyAsync() => ProbeAsync(_rendered.Container.ReadinessProbe);

    public Task<(HttpStatusCode Code, string Body)> LiveAsync() => ProbeAsync(_rendered.Container.LivenessProbe);

    /// <summary>SIGTERM, as the kubelet does at first.</summary>
    public Task TerminateAsync() => Command.RunAsync("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Its exit code; the kubelet's patience is the Deployment's.</summary>
    public async Task<int> WhenEndedAsync()
    {
        using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(_rendered.One<V1Deployment>().Spec.Template.Spec.TerminationGracePeriodSeconds!.Value));
        await _process.WaitForExitAsync(grace.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        Http.Dispose();
        _process.Dispose();
    }

    /// <summary>Asks as the kubelet does: the pod's address, the probe's port and path.</summary>
    private async Task<(HttpStatusCode Code, string Body)> ProbeAsync(V1Probe probe)
    {
        using var response = await Http.GetAsync(new Uri($"http://{Address}:{_rendered.Port(probe.HttpGet.Port)}{probe.HttpGet.Path}"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}

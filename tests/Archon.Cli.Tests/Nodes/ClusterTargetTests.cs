using System.Diagnostics;

namespace Archon.Cli.Tests.Nodes;

/// <summary>Which Archon a command speaks to where the environment says something about it; as a process, for an environment is a process's own.</summary>
public sealed class ClusterTargetTests
{
    private const string Cluster = "ARCHON__POSTGRES__CONNECTIONSTRING";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhereAClusterIsConfigured_ACommandWantsItsGateway_AndMakesNoFolder()
    {
        using var home = new TemporaryFolder();

        var (code, errors) = await RunAsync(home.Path, (Cluster, "Host=127.0.0.1;Port=1"));

        Assert.Equal(2, code);
        Assert.Contains("Name a gateway of the cluster with --server URL or ARCHON__SERVER, or a folder with --data DIR or ARCHON__DATA.", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Path));
    }

    [Fact]
    public async Task TheGatewayOfTheEnvironment_IsAsked()
    {
        using var home = new TemporaryFolder();

        var (code, errors) = await RunAsync(home.Path, (Cluster, "Host=127.0.0.1;Port=1"), ("ARCHON__SERVER", "http://127.0.0.1:1"));

        Assert.Equal(1, code);
        Assert.Contains("No gateway answers at http://127.0.0.1:1/", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGatewayOfTheEnvironmentThatIsNone_IsRefused()
    {
        using var home = new TemporaryFolder();

        var (code, errors) = await RunAsync(home.Path, ("ARCHON__SERVER", "ftp://x"));

        Assert.Equal(2, code);
        Assert.StartsWith("ARCHON__SERVER is the http(s) address of a gateway, such as http://127.0.0.1:8181, not 'ftp://x'.", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Errors)> RunAsync(string home, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "archon.dll"), "crawls"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = start.Environment["XDG_DATA_HOME"] = home;
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await errors);
    }
}

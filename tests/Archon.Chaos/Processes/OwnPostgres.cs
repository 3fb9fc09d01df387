using System.Diagnostics;

namespace Archon.Chaos.Processes;

/// <summary>A PostgreSQL server nobody else uses, so that it may be crashed and frozen; made and ended by <c>tests/postgres.sh</c>.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private static int _servers;

    private readonly string _name;

    private OwnPostgres(string name, string connection)
    {
        _name = name;
        Connection = connection;
    }

    public string Connection { get; }

    public static async Task<OwnPostgres> StartAsync(string label)
    {
        // A name that ends in the id of a process is swept away when that process is gone.
        var name = $"test-{label}{Interlocked.Increment(ref _servers)}-{Environment.ProcessId}";
        return new OwnPostgres(name, (await RunAsync("start", name)).Trim());
    }

    /// <summary>Ends it as a power cut would.</summary>
    public Task CrashAsync() => RunAsync("crash", _name);

    /// <summary>Starts it again after a crash.</summary>
    public Task ReviveAsync() => RunAsync("revive", _name);

    /// <summary>It is there, and does not answer.</summary>
    public Task FreezeAsync() => RunAsync("freeze", _name);

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => RunAsync("thaw", _name);

    public async ValueTask DisposeAsync() => await RunAsync("stop", _name);

    private static async Task<string> RunAsync(string command, string name)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "tests", "postgres.sh"), [command, name]) { RedirectStandardOutput = true };
        start.Environment.Remove("ARCHON_TEST_POSTGRES");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"tests/postgres.sh {command} {name} ended with {process.ExitCode}.");
    }
}

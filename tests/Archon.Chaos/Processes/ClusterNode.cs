using System.Diagnostics;
using System.Globalization;
using System.Text;
using Archon.Client;

namespace Archon.Chaos.Processes;

/// <summary>One <c>archon serve</c> of a cluster, as a process of its own on loopback. Killed when disposed.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly TextWriter? _log;
    private HttpClient? _http;

    private ClusterNode(Process process, NodeSettings settings)
    {
        _process = process;
        _log = settings.Log is { } path ? new StreamWriter(path, append: true) { AutoFlush = true } : null;
        process.ErrorDataReceived += KeepError;
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Where it answers over HTTP; null for a silo alone.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The SDK at its address; null for a silo alone.</summary>
    public IArchonClient? Client { get; private set; }

    /// <summary>What it wrote to standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>After a SIGSTOP, until SIGCONT.</summary>
    public bool IsFrozen => File.Exists($"/proc/{Id}/stat") && File.ReadAllText($"/proc/{Id}/stat").Split(')')[^1].StartsWith(" T", StringComparison.Ordinal);

    /// <summary>Starts a node; returns when it serves.</summary>
    public static Task<ClusterNode> StartAsync(TestDatabase database, string role) =>
        StartAsync(new NodeSettings { Role = role, Database = database.Connection }, CancellationToken.None);

    /// <summary>Starts a node; returns when it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has what it said.</exception>
    public static async Task<ClusterNode> StartAsync(NodeSettings settings, CancellationToken cancellationToken)
    {
        var port = settings.Port.ToString(CultureInfo.InvariantCulture);
        string[] arguments = [ArchonProgram.Path, "serve", "--role", settings.Role, "--port", port, "--allow-private"];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["ARCHON__POSTGRES__CONNECTIONSTRING"] = settings.Database;
        start.Environment["ARCHON__ORLEANS__SILOPORT"] = "0";
        start.Environment["ARCHON__ORLEANS__GATEWAYPORT"] = FreePort.Take().ToString(CultureInfo.InvariantCulture);
        start.Environment["ARCHON__ORLEANS__ADVERTISEDADDRESS"] = "127.0.0.1";
        // A core dump of a silo that ends itself helps nobody here.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        if (settings.Log is not null)
        {
            start.Environment["ARCHON_DEBUG"] = "1";
        }

        foreach (var (name, value) in settings.Environment)
        {
            start.Environment[name] = value;
        }

        var node = new ClusterNode(Process.Start(start)!, settings);
        try
        {
            await node.ServesAsync(cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; returns when it has ended.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        await SignalAsync("TERM");
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>SIGSTOP: it is there, and does not answer.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Ends when the process has.</summary>
    public Task WhenExited(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _http?.Dispose();
        _process.Dispose();
        if (_log is not null)
        {
            await _log.DisposeAsync();
        }
    }

    private async Task ServesAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("Archon listens on ", StringComparison.Ordinal))
            {
                Address = new Uri(line["Archon listens on ".Length..].Trim());
                _http = new HttpClient { BaseAddress = Address };
                Client = new HttpArchonClient(_http);
            }
            else if (line.StartsWith("Node of a cluster", StringComparison.Ordinal))
            {
                return;
            }
        }

        await _process.WaitForExitAsync(patience.Token);
        throw new InvalidOperationException($"A node did not start: {Errors}");
    }

    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void KeepError(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            return;
        }

        lock (_errors)
        {
            if (_log is null)
            {
                _errors.AppendLine(line.Data);
                return;
            }

            try
            {
                _log.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} {Id} {line.Data}");
            }
            catch (ObjectDisposedException)
            {
                // A last line of a process that was killed.
            }
        }
    }
}

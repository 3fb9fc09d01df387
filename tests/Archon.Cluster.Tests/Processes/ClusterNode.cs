using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Archon.Client;

namespace Archon.Cluster.Tests.Processes;

/// <summary>One <c>archon serve</c> of a cluster, as a process of its own on loopback. Killed when disposed.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly HttpClient? _http;

    private ClusterNode(Process process, Uri? address)
    {
        _process = process;
        if (address is not null)
        {
            _http = new HttpClient { BaseAddress = address };
            Client = new HttpArchonClient(_http);
        }
    }

    public int Id => _process.Id;

    /// <summary>Where it answers over HTTP; null for a silo alone.</summary>
    public IArchonClient? Client { get; }

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

    /// <summary>Starts a node; returns when it serves.</summary>
    public static async Task<ClusterNode> StartAsync(TestDatabase database, string role)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "archon.dll"), "serve", "--role", role, "--port", "0", "--allow-private" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["NO_COLOR"] = "1";
        start.Environment["ARCHON__POSTGRES__CONNECTIONSTRING"] = database.Connection;
        start.Environment["ARCHON__ORLEANS__SILOPORT"] = "0";
        start.Environment["ARCHON__ORLEANS__GATEWAYPORT"] = Port();
        start.Environment["ARCHON__ORLEANS__ADVERTISEDADDRESS"] = "127.0.0.1";
        var process = Process.Start(start)!;
        Uri? address = null;
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("Archon listens on ", StringComparison.Ordinal))
            {
                address = new Uri(line["Archon listens on ".Length..].Trim());
            }
            else if (line.StartsWith("Node of a cluster", StringComparison.Ordinal))
            {
                var node = new ClusterNode(process, address);
                process.ErrorDataReceived += node.KeepError;
                process.BeginErrorReadLine();
                return node;
            }
        }

        throw new InvalidOperationException($"A node did not start: {await process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _http?.Dispose();
        _process.Dispose();
    }

    private static string Port()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private void KeepError(object sender, DataReceivedEventArgs line)
    {
        lock (_errors)
        {
            _errors.AppendLine(line.Data);
        }
    }
}

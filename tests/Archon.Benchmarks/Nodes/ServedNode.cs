using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Archon.Benchmarks.Nodes;

/// <summary>One <c>archon serve</c> as a process of its own on loopback. Killed when disposed.</summary>
internal sealed class ServedNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly Process _process;
    private readonly HttpClient? _http;

    private ServedNode(Process process, Uri? address)
    {
        _process = process;
        _http = address is null ? null : new HttpClient { BaseAddress = address };
    }

    /// <summary>Where it answers; only nodes with a gateway do.</summary>
    public HttpClient Http => _http ?? throw new InvalidOperationException("A silo alone does not answer over HTTP; ask a node with a gateway.");

    /// <summary>User and system time until now.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in megabytes.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Starts an embedded node on a folder; returns when it serves.</summary>
    /// <param name="archon">The program.</param>
    /// <param name="data">The folder.</param>
    /// <param name="settings">Environment variables.</param>
    public static Task<ServedNode> StartEmbeddedAsync(string archon, string data, params (string Name, string Value)[] settings) => StartAsync(archon, ["--data", data], settings);

    /// <summary>Starts a node of the cluster in a database; returns when it serves.</summary>
    /// <param name="archon">The program.</param>
    /// <param name="connection">The cluster's database.</param>
    /// <param name="role"><c>all</c>, <c>silo</c> or <c>gateway</c>.</param>
    /// <param name="settings">Further environment variables.</param>
    public static Task<ServedNode> StartInClusterAsync(string archon, string connection, string role, params (string Name, string Value)[] settings) => StartAsync(
        archon,
        ["--role", role],
        [
            ("ARCHON__POSTGRES__CONNECTIONSTRING", connection),
            ("ARCHON__ORLEANS__SILOPORT", "0"),
            ("ARCHON__ORLEANS__GATEWAYPORT", FreePort()),
            ("ARCHON__ORLEANS__ADVERTISEDADDRESS", "127.0.0.1"),
            .. settings,
        ]);

    /// <summary>Asks for a crawl; its id.</summary>
    public async Task<string> AddAsync(object request)
    {
        using var response = await Http.PostAsJsonAsync(new Uri("/api/knowledge/add", UriKind.Relative), request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return response.IsSuccessStatusCode
            ? answer.GetProperty("task_id").GetString()!
            : throw new InvalidOperationException(answer.ToString());
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    /// <summary>Asks four times a second how a crawl stands until it has ended.</summary>
    /// <param name="crawlId">The crawl.</param>
    /// <param name="observe">Is shown each answer.</param>
    /// <exception cref="InvalidOperationException">It did not complete.</exception>
    public async Task<JsonElement> WaitAsync(string crawlId, Action<JsonElement>? observe = null)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (true)
        {
            var crawl = await GetAsync($"/api/crawls/{crawlId}");
            observe?.Invoke(crawl);
            switch (crawl.GetProperty("status").GetString())
            {
                case "complete":
                    return crawl;
                case "error" or "cancelled":
                    throw new InvalidOperationException($"The crawl did not complete: {crawl}");
                default:
                    await timer.WaitForNextTickAsync();
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _http?.Dispose();
        _process.Dispose();
    }

    private static async Task<ServedNode> StartAsync(string archon, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings)
    {
        await ArchonProgram.BuiltAsync(archon);
        var start = new ProcessStartInfo(archon, ["serve", "--port", "0", "--allow-private", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var address = await ServesAsync(process);
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new ServedNode(process, address);
        }
        catch (Exception exception) when (exception is OperationCanceledException or EndOfStreamException)
        {
            process.Kill();
            var said = exception is EndOfStreamException ? "It ended" : $"It did not serve within {Patience.TotalMinutes} minutes";
            throw new InvalidOperationException($"A node did not start ({string.Join(' ', arguments)}). {said} and said: {await errors}", exception);
        }
    }

    /// <summary>Ends when the node serves; where it answers, null for a silo alone.</summary>
    private static async Task<Uri?> ServesAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        Uri? address = null;
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal)) is { } found)
            {
                address = new Uri(found);
            }

            // The line after the address: everything is up.
            if (line.StartsWith("Node of a cluster", StringComparison.Ordinal) || line.StartsWith("Data: ", StringComparison.Ordinal))
            {
                return address;
            }
        }

        throw new EndOfStreamException();
    }

    private static string FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }
}

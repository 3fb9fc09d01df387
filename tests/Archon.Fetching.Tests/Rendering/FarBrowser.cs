using System.Diagnostics;
using Archon.Fetching.Rendering;

namespace Archon.Fetching.Tests.Rendering;

/// <summary>A Chromium that nobody's pool has started, and that is spoken to over a port.</summary>
internal sealed class FarBrowser : IAsyncDisposable
{
    private const string Announcement = "DevTools listening on ";
    private readonly Process _process;
    private readonly DirectoryInfo _profile;

    private FarBrowser(Process process, DirectoryInfo profile, Uri socket)
    {
        _process = process;
        _profile = profile;
        Socket = socket;
    }

    /// <summary>ws://127.0.0.1:port/devtools/browser/…</summary>
    public Uri Socket { get; }

    /// <summary>http://127.0.0.1:port/</summary>
    public Uri Endpoint => new($"http://{Socket.Authority}/");

    public bool HasExited => _process.HasExited;

    public static async Task<FarBrowser> StartAsync()
    {
        var path = BrowserFinder.Find(Environment.GetEnvironmentVariable("ARCHON__BROWSER__PATH"), out var sentence) ?? throw new InvalidOperationException(sentence);
        var profile = Directory.CreateTempSubdirectory("archon-far-browser-");
        var start = new ProcessStartInfo(
            path,
            [.. ChromiumArguments.All, "--headless", "--no-sandbox", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", "--proxy-server=http://127.0.0.1:9", "about:blank"])
        {
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                _ = DrainAsync(process.StandardError);
                return new FarBrowser(process, profile, new Uri(line[Announcement.Length..]));
            }
        }

        process.Kill(entireProcessTree: true);
        throw new InvalidOperationException("The browser ended before it listened.");
    }

    // A pipe that nobody reads is full one day, and the browser waits.
    private static async Task DrainAsync(StreamReader errors)
    {
        while (await errors.ReadLineAsync() is not null)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();

        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A helper that was told to end writes on for a moment; the folder is a temporary one.
        }
    }
}

using Archon.Gateway.Tests.Web;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Archon.Gateway.Tests.Web;

/// <summary>The machine's Chromium, started on first need. <c>ARCHON__BROWSER__PATH</c> says where it is.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] CommonPlaces =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly SemaphoreSlim _starting = new(1);

    private IPlaywright? _playwright;

    private IBrowser? _browser;

    public async Task<IBrowser> GetAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = FindChromium(), Args = Arguments, Headless = true });
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _starting.Dispose();
    }

    private static string FindChromium() =>
        Environment.GetEnvironmentVariable("ARCHON__BROWSER__PATH")
        ?? CommonPlaces.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"No Chromium at {string.Join(", ", CommonPlaces)}. Install it, or set ARCHON__BROWSER__PATH.");
}

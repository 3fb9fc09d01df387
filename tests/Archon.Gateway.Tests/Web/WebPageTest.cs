using Archon.Gateway.Tests.Hosting;
using Microsoft.Playwright;

namespace Archon.Gateway.Tests.Web;

/// <summary>A test with a real browser on a real gateway; whatever the page logs as an error, opens or loads from elsewhere is remembered.</summary>
public abstract class WebPageTest(Browser browser) : GatewayTest
{
    private IBrowserContext? _context;

    protected IPage Page { get; private set; } = null!;

    protected List<string> Errors { get; } = [];

    protected List<string> Dialogs { get; } = [];

    protected virtual ColorScheme Scheme => ColorScheme.Light;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _context = await (await browser.GetAsync(Token)).NewContextAsync(new()
        {
            BaseURL = Host.Address.ToString(),
            ViewportSize = new() { Width = 1180, Height = 820 },
            ColorScheme = Scheme,
        });
        _context.SetDefaultTimeout(15_000);
        Page = await _context.NewPageAsync();
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Errors.Add(message.Text);
            }
        };
        Page.PageError += (_, error) => Errors.Add(error);
        Page.Dialog += async (_, dialog) =>
        {
            Dialogs.Add(dialog.Message);
            await dialog.DismissAsync();
        };
        Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Host.Address.ToString(), StringComparison.Ordinal))
            {
                Errors.Add("Loads from elsewhere: " + request.Url);
            }
        };
    }

    public override async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A picture for people, when ARCHON_TEST_SHOTS names a folder.</summary>
    protected async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("ARCHON_TEST_SHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    private protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}

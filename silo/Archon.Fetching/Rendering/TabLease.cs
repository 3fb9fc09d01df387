using Microsoft.Playwright;

namespace Archon.Fetching.Rendering;

/// <summary>A tab in use. Whoever ends with it says whether it may be used again.</summary>
internal sealed class TabLease(BrowserPool pool, BrowserSession session, Tab tab)
{
    /// <summary>Time a tab is given to clean up or to close before its whole browser is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public Tab Tab => tab;

    /// <summary>See <see cref="BrowserSession.LargePages"/>.</summary>
    public int LargePages => session.LargePages;

    /// <summary>Gives the tab back once nothing of its page is left. Never throws, so nobody need wait for it.</summary>
    public async Task ReturnAsync()
    {
        try
        {
            await tab.ForgetAsync().WaitAsync(Patience);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            await DiscardAsync();
            return;
        }

        await pool.ReturnAsync(session, tab, hangs: false);
    }

    /// <summary>Closes a tab that crashed or gave up; a browser that cannot even do that hangs, and is replaced. Never throws.</summary>
    public async Task DiscardAsync() => await pool.ReturnAsync(session, tab: null, hangs: !await CloseAsync());

    /// <summary>Closes the tab; false when its browser does not do that in time. Never throws.</summary>
    public async Task<bool> CloseAsync()
    {
        var closing = tab.DisposeAsync().AsTask();
        await ((Task)closing.WaitAsync(Patience)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return closing.IsCompletedSuccessfully;
    }
}

using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Playwright;

namespace Archon.Fetching.Rendering;

/// <summary>
/// Ends the process of a page that takes too much memory while it is rendered: what a script fills outside of its heap no limit of the browser's own holds, and
/// the page's deadline comes after gigabytes.
/// </summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    // A script fills some hundred megabytes in that time; a look takes a millisecond.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);

    private readonly BrowserMemory _memory;
    private readonly long _most;
    private readonly Func<bool> _isBusy;
    private readonly Action<long> _ended;
    private readonly PeriodicTimer _timer;
    private readonly Task _watching;
    private int _count;

    /// <param name="memory">Of the browser.</param>
    /// <param name="most">Bytes a process that shows pages may hold.</param>
    /// <param name="isBusy">A page is being rendered.</param>
    /// <param name="clock">Says when to look.</param>
    /// <param name="ended">Told what a process held that was ended.</param>
    public MemoryWatch(BrowserMemory memory, long most, Func<bool> isBusy, TimeProvider clock, Action<long> ended)
    {
        (_memory, _most, _isBusy, _ended) = (memory, most, isBusy, ended);
        _timer = new PeriodicTimer(Period, clock);
        _watching = WatchAsync();
    }

    /// <summary>Processes ended so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _watching;
    }

    private async Task WatchAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            try
            {
                if (_isBusy())
                {
                    EndLarge(await _memory.ReadAsync().WaitAsync(AnswerTime));
                }
            }
            catch (TimeoutException)
            {
                // It hangs, which is found out by the page's deadline; whoever ends the browser does not wait for its answer.
            }
            catch (Exception exception) when (exception is PlaywrightException or ObjectDisposedException)
            {
                // The browser is gone, or its session.
                return;
            }
        }
    }

    private void EndLarge(IReadOnlyList<BrowserProcess> processes)
    {
        foreach (var large in processes.Where(process => process.IsPage && process.Bytes > _most))
        {
            try
            {
                using var process = Process.GetProcessById(large.Id);

                // Before the page hears of it, whose failure is explained by it.
                Interlocked.Increment(ref _count);
                process.Kill();
                _ended(large.Bytes);
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It ended by itself.
            }
        }
    }
}

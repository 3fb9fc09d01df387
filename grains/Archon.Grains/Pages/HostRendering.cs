using Archon.Domain.Rendering;

namespace Archon.Grains.Pages;

/// <summary>
/// One host's <see cref="RenderLearning"/>, for many lanes at once. While a kind of page is unproven, one is tried after the other: the first
/// decides about those that wait. Where nothing was gained so far none waits: the page that is tried is a sample.
/// </summary>
internal sealed class HostRendering : IDisposable
{
    private readonly RenderLearning _learning = new();
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _trying = new(1);

    public void Dispose() => _trying.Dispose();

    public void Count()
    {
        lock (_lock)
        {
            _learning.Count();
        }
    }

    /// <summary>Runs the work when such a page is worth rendering and learns from it; null when it is not worth it.</summary>
    /// <param name="pattern">The page's path pattern.</param>
    /// <param name="verdict">What its document was judged to be.</param>
    /// <param name="render">Gives what came of it, and whether that is a gain; null when nothing can be learned from it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<T?> TryAsync<T>(string pattern, ShellVerdict verdict, Func<Task<(T Result, bool? Gained)>> render, CancellationToken cancellationToken)
        where T : class
    {
        if (verdict == ShellVerdict.Complete)
        {
            return null;
        }

        if (Ask(learning => learning.IsProven(pattern, verdict)))
        {
            return await RunAsync(pattern, verdict, render);
        }

        if (_trying.CurrentCount == 0 && Ask(learning => learning.HasDisappointed(pattern, verdict)))
        {
            return null;
        }

        await _trying.WaitAsync(cancellationToken);
        var proven = false;
        try
        {
            if (!Ask(learning => learning.Wants(pattern, verdict)))
            {
                return null;
            }

            proven = Ask(learning => learning.IsProven(pattern, verdict));
            if (!proven)
            {
                return await RunAsync(pattern, verdict, render);
            }
        }
        finally
        {
            _trying.Release();
        }

        return await RunAsync(pattern, verdict, render);
    }

    private async Task<T> RunAsync<T>(string pattern, ShellVerdict verdict, Func<Task<(T Result, bool? Gained)>> render)
    {
        var (result, gained) = await render();
        if (gained is { } lesson)
        {
            Ask(learning =>
            {
                learning.Learn(pattern, verdict, lesson);
                return true;
            });
        }

        return result;
    }

    private bool Ask(Func<RenderLearning, bool> question)
    {
        lock (_lock)
        {
            return question(_learning);
        }
    }
}

using System.ClientModel;
using Archon.Ports.Embedding;

namespace Archon.Silo.Surveying;

/// <summary>Asks a model's server again that is over its limit or has failed for a moment (429 and 5xx), as a node does.</summary>
internal static class PassingRefusals
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);

    // Of all pauses together: somebody sits before a survey.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>What <paramref name="ask"/> gives, at the fourth try at the latest. A server that wants to be left alone for longer than five seconds is not asked again.</summary>
    /// <exception cref="ModelUnavailableException">It refuses still, or for another reason.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        var (waited, pause) = (TimeSpan.Zero, FirstPause);
        while (true)
        {
            TimeSpan wait;
            try
            {
                return await ask();
            }
            catch (ModelUnavailableException exception) when (IsPassing(exception) && waited + Wait(exception, pause) <= LongestWait)
            {
                wait = Wait(exception, pause);
            }

            await Task.Delay(wait, TimeProvider.System, cancellationToken);
            (waited, pause) = (waited + wait, pause * 2);
        }
    }

    private static bool IsPassing(ModelUnavailableException exception) => exception.InnerException is ClientResultException { Status: 429 or >= 500 };

    private static TimeSpan Wait(ModelUnavailableException exception, TimeSpan pause) => exception.RetryAfter is { } told && told > pause ? told : pause;
}

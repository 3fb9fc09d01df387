using Archon.Client;

namespace Archon.Chaos.Users;

/// <summary>Reads a crawl's events with the SDK over HTTP, always from one gateway, whatever happens to it.</summary>
internal static class StayingReader
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Ends after the terminal event.</summary>
    public static async Task ReadAsync(Uri gateway, string crawlId, Sequence sequence, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        var client = new HttpArchonClient(http);
        while (!sequence.IsOver)
        {
            try
            {
                await foreach (var progress in client.WatchAsync(crawlId, sequence.Last, cancellationToken))
                {
                    sequence.Take(progress);
                }

                if (!sequence.IsOver)
                {
                    sequence.Find($"was let go after {sequence.Last} without an end");
                    return;
                }
            }
            catch (ArchonUnavailableException)
            {
                // Only the first connection must succeed; the gateway may be away just then.
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
